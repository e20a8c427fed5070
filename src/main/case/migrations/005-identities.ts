// Schema version 5: more of what a caller's identity says, the access keys that records name beside their caller's own, and watch lists.
// Everything that is derived is derived anew after it (jobs/open-case.ts): the parser of version 2 did not read them.

/** Tables that this version adds and to which rows are only ever added. */
export const APPEND_ONLY_SINCE_5 = ['key_events', 'watch_lists'] as const;

/** Made anew: they only grow, as before. */
const REMADE = ['identities'] as const;

const appendOnlyTriggers = [...APPEND_ONLY_SINCE_5, ...REMADE]
  .map(
    (table) => `
  CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
  CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`,
  )
  .join('');

export const sql = `
  -- Who called, as a recurring combination: ids into terms, 0 for none. Of userIdentity: type, account (accountId), arn, principal (principalId), access_key,
  -- invoked_by, user_name, provider (identityProvider, else sessionContext.webIdFederationData.federatedProvider), credential (credentialId), on_behalf_of
  -- (onBehalfOf.userId), issued_to (inScopeOf.credentialsIssuedTo); of its sessionContext: issuer (sessionIssuer.arn), created (attributes.creationDate), mfa
  -- (attributes.mfaAuthenticated), source_identity, role_delivery (ec2RoleDelivery). actor: derived. No two rows are equal: a row is found by its hash in memory,
  -- and verification derives each anew; an index over all columns would be larger than the table.
  DROP TABLE identities;
  CREATE TABLE identities (
    id INTEGER PRIMARY KEY,
    type INTEGER NOT NULL, account INTEGER NOT NULL, actor INTEGER NOT NULL, arn INTEGER NOT NULL,
    principal INTEGER NOT NULL, access_key INTEGER NOT NULL, invoked_by INTEGER NOT NULL,
    user_name INTEGER NOT NULL, issuer INTEGER NOT NULL, created INTEGER NOT NULL, mfa INTEGER NOT NULL, source_identity INTEGER NOT NULL,
    on_behalf_of INTEGER NOT NULL, provider INTEGER NOT NULL, credential INTEGER NOT NULL, issued_to INTEGER NOT NULL, role_delivery INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX identities_by_actor ON identities (actor);

  -- Access keys that a record names: members accessKeyId of its response (issued 1: it hands the key out) and of its request (issued 0: it is about the
  -- key). key: id into terms.
  CREATE TABLE key_events (
    record INTEGER NOT NULL,
    issued INTEGER NOT NULL CHECK (issued IN (0, 1)),
    key INTEGER NOT NULL,
    PRIMARY KEY (record, issued, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX key_events_by_key ON key_events (key);

  -- Lists of addresses to watch for, versioned: the newest row of a name counts. date: day of the list, as 2026-02-20, empty where nobody states one.
  -- format: how it was read. bytes: the file as it was loaded; sha256: of these bytes. A row that removes a list repeats the hash, without the bytes.
  CREATE TABLE watch_lists (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    author TEXT NOT NULL,
    name TEXT NOT NULL,
    date TEXT NOT NULL,
    format TEXT NOT NULL,
    entries INTEGER NOT NULL,
    left_out INTEGER NOT NULL,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    bytes BLOB NOT NULL,
    removed INTEGER NOT NULL CHECK (removed IN (0, 1))
  ) STRICT;
  ${appendOnlyTriggers}
`;
