// Which calls set the source identity of the sessions that they hand out, and where their records have it: as engine and window share it.

/** Source: AWS, "Monitor and control actions taken with assumed roles" (IAM); Roles Anywhere sets the name of the certificate ("Trust model"). */
export const SETTING_SERVICES = ['sts.amazonaws.com', 'rolesanywhere.amazonaws.com'] as const;

/**
 * Where it is asked for (AssumeRole), and where the answer says what a provider's word, a certificate or AWS itself made it; lists are gone through.
 * Source: AWS, STS API reference, AssumeRole, AssumeRoleWithSAML, AssumeRoleWithWebIdentity, AssumeRoot; Roles Anywhere, CreateSession.
 */
export const SETTING_PLACES = [
  ['requestParameters', 'sourceIdentity'],
  ['responseElements', 'sourceIdentity'],
  ['responseElements', 'credentialSet', 'sourceIdentity'],
] as const;
