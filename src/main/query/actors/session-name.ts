// The name that whoever asked for temporary credentials gave the session, as its ARN tells it.

/**
 * Name of the session in the ARN of an assumed role or of a federated user; null in any other.
 * Source: AWS, "IAM identifiers": `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`, `arn:aws:sts::ACCOUNT:federated-user/NAME`.
 */
export function sessionNameOf(arn: string): string | null {
  return /^arn:[^:]*:sts:[^:]*:[^:]*:(?:assumed-role\/.*\/|federated-user\/)([^/]+)$/.exec(arn)?.[1] ?? null;
}
