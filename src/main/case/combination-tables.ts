// The tables in which recurring combinations of terms are kept, and their columns.
import type { Combination } from '../../shared/parsed-item.ts';

/** The columns stand in the order of the terms: shared/parsed-item.ts. */
export const COMBINATION_TABLES: Record<Combination, { table: string; columns: readonly string[] }> = {
  call: {
    table: 'calls',
    columns: [
      'event_source',
      'event_name',
      'event_type',
      'event_category',
      'event_version',
      'region',
      'account',
      'error_code',
      'read_only',
    ],
  },
  identity: {
    table: 'identities',
    columns: [
      'type',
      'account',
      'actor',
      'arn',
      'principal',
      'access_key',
      'invoked_by',
      'user_name',
      'issuer',
      'created',
      'mfa',
      'source_identity',
      'on_behalf_of',
      'provider',
      'credential',
      'issued_to',
      'role_delivery',
    ],
  },
  origin: { table: 'origins', columns: ['source_ip', 'user_agent'] },
};
