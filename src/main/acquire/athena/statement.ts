// Whether a text is one SELECT: nothing else is ever given to Athena. Words in quotes and comments are taken for none.
import { TrailcaseError } from '../../../shared/errors.ts';
import { isSign, isWord, type Token, tokensOf } from '../../sql/tokens.ts';

/** Words that no reading query has outside quotes, but for a function of such a name: see isCall. */
const WRITING = [
  'insert',
  'update',
  'delete',
  'merge',
  'create',
  'drop',
  'alter',
  'truncate',
  'unload',
  'grant',
  'revoke',
  'vacuum',
  'optimize',
  'msck',
  'execute',
  'prepare',
  'deallocate',
  'call',
];

/** Errors: ATHENA_NOT_READING. */
export function checkReading(sql: string): Token[] {
  const tokens = tokensIn(sql);
  while (isSign(tokens.at(-1), ';')) tokens.pop();
  const opening = tokens.find((token) => !isSign(token, '('));
  if (!isWord(opening, 'select', 'with')) throw refused(opening ? `it begins with ${opening.value.slice(0, 30)}` : 'it is empty');
  if (tokens.some((token) => isSign(token, ';'))) throw refused('it is more than one');
  // A federated query by a Lambda function that nobody registered runs it.
  if (tokens.some(({ kind, value }) => kind === 'quoted' && /^lambda:/i.test(value))) throw refused('it runs a Lambda function');
  // TABLE(…) calls a function of a connector, which may do anything with another database.
  if (tokens.some((token, i) => isWord(token, 'table') && isSign(tokens[i + 1], '('))) throw refused('it calls TABLE( )');
  const writing = tokens.find((token, i) => isWord(token, ...WRITING) && !isCall(tokens, i) && !isName(tokens, i));
  if (writing) throw refused(`${writing.value.toUpperCase()} stands in it`);
  return tokens;
}

function tokensIn(sql: string): Token[] {
  try {
    // For Trino a carriage return alone ends a comment, too.
    return tokensOf(sql.replace(/\r(?!\n)/g, '\n'));
  } catch (error) {
    throw refused(error instanceof Error ? error.message : String(error));
  }
}

/** A name before a parenthesis, as `truncate(1.5)`. */
const isCall = (tokens: readonly Token[], i: number): boolean => isSign(tokens[i + 1], '(');
/** A field behind a dot, or a name given with AS. */
const isName = (tokens: readonly Token[], i: number): boolean => isSign(tokens[i - 1], '.') || isWord(tokens[i - 1], 'as');

/** Whether a query speaks of `"$path"` at all, or gives a column that name. */
export function namesPath(tokens: readonly Token[]): boolean {
  return tokens.some(({ kind, value }) => (kind === 'word' || kind === 'quoted') && /^\$?path$/i.test(value));
}

function refused(why: string): TrailcaseError {
  return new TrailcaseError(
    'ATHENA_NOT_READING',
    `Only one SELECT is given to Athena: ${why}`,
    'Write one query that begins with SELECT or WITH.',
  );
}
