// The values of fields that the author hides (`--hide-field`): the same value is hidden wherever else it stands, but for words that stand everywhere.
import { isJson, jsonTokens } from './json-text.ts';
import { LONGEST_NAME, type Names } from './names.ts';
import { type FieldRules, fieldRules, namesOf } from './rules.ts';
import { isOpenValue } from './vocabulary.ts';

/** Why values of hidden fields are not looked for elsewhere, each with how many there are. */
export interface NotSpread {
  /** Empty, true, false, or a number of up to three digits. */
  trivial: number;
  /** Times, states, types, regions, services and calls, as AWS writes them. */
  common: number;
  /** Of one or two characters: hidden only where they are a whole text. */
  short: number;
  /** Of more characters than are looked for. */
  long: number;
}

/** Columns of all events that hold a field of records: of a large case only the records that the report cites are read. */
const COLUMNS: readonly (readonly [path: string, table: 'calls' | 'identities' | 'origins', column: string])[] = [
  ['sourceIPAddress', 'origins', 'source_ip'],
  ['userAgent', 'origins', 'user_agent'],
  ['recipientAccountId', 'calls', 'account'],
  ['errorCode', 'calls', 'error_code'],
  ['userIdentity.arn', 'identities', 'arn'],
  ['userIdentity.accountId', 'identities', 'account'],
  ['userIdentity.principalId', 'identities', 'principal'],
  ['userIdentity.accessKeyId', 'identities', 'access_key'],
  ['userIdentity.userName', 'identities', 'user_name'],
  ['userIdentity.invokedBy', 'identities', 'invoked_by'],
  ['userIdentity.sessionContext.sourceIdentity', 'identities', 'source_identity'],
  ['userIdentity.sessionContext.sessionIssuer.arn', 'identities', 'issuer'],
];

export class HiddenFields {
  readonly isAny: boolean;
  private readonly names: Names;
  private readonly isNamed: FieldRules;
  private readonly seen = new Set<string>();
  private readonly why: NotSpread = { trivial: 0, common: 0, short: 0, long: 0 };

  constructor(names: Names) {
    this.names = names;
    this.isAny = names.options.fields.some((rule) => namesOf(rule).length > 0);
    this.isNamed = fieldRules(names.options.fields);
  }

  /** Each different value counts once. */
  get notSpread(): NotSpread {
    return this.why;
  }

  columns(): void {
    if (!this.isAny) return;
    for (const [path, table, column] of COLUMNS)
      if (this.isNamed(path.split('.'))) for (const value of this.names.termsOf(table, column)) this.value(value);
  }

  /** A value of a record. @param path names of members and positions in lists */
  take(path: readonly string[], value: unknown): void {
    if (!this.isAny || !this.isNamed(path)) return;
    if (typeof value === 'string') this.value(value);
    else if (typeof value === 'number' || typeof value === 'boolean') this.value(String(value));
  }

  private value(text: string): void {
    const plain = text.trim();
    if (this.seen.has(plain)) return;
    this.seen.add(plain);
    if (/^(?:\*?|true|false|null|-?\d{1,3})$/i.test(plain)) this.why.trivial++;
    else if (plain.length > LONGEST_NAME) this.why.long++;
    else if (isCommon(plain) || !this.names.add('field', plain)) this.why.common++;
    else if (plain.length < 3) this.why.short++;
    // Of a policy or the like each part is a value of its own.
    if (/^[[{]/.test(plain) && isJson(plain))
      jsonTokens(plain, (token) => {
        if (token.is === 'string') this.value(token.value);
      });
  }
}

/** Digits alone are a number of somebody's, however few. */
function isCommon(text: string): boolean {
  return !/^-?\d+(?:\.\d+)?$/.test(text) && isOpenValue(text);
}
