// Answers of AWS's services as the AWS CLI prints them, so that they are read like files from elsewhere.

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/;

/** Times in ISO 8601, nothing of the transport. */
export function asPrinted(value: object): Record<string, unknown> {
  const { $metadata: _, ...rest } = value as Record<string, unknown>;
  return JSON.parse(
    JSON.stringify(rest, (_key, one: unknown) => (typeof one === 'string' && ISO.test(one) ? one.replace('.000Z', '+00:00') : one)),
  );
}
