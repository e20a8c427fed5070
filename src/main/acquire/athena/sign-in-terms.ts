// Sign-ins that failed: they have no error code, and say so in their answer or in a message.
import type { TermNode } from '../../../shared/filter.ts';
import { FAILURE, SIGN_IN_ANSWERS, SIGN_IN_SERVICES } from '../../decode/sign-in.ts';
import { atMost, type Bounds, joinedSql } from './bounds.ts';
import { column, type TranslateContext } from './context.ts';
import { holds, identifier, likeParts, literal, orEmpty, sure } from './literals.ts';

/** Why more may be found than asked. */
export const MORE_SIGN_INS =
  'a failed sign-in has no error code; found are sign-ins with a message or with “Failure” anywhere in their answer, and where the table lacks one of these columns, all sign-ins without an error code';

/** Why, below a NOT, less may be left out. */
export const FEWER_SIGN_INS =
  'a failed sign-in has no error code, and what a text of JSON holds is not always certain enough to leave it out';

/** What a case calls a failed sign-in: see decode/sign-in.ts. */
export function failedSignIn(term: TermNode, context: TranslateContext): Bounds {
  const source = column(term, context, 'eventsource');
  const ofService = joinedSql(
    'or',
    SIGN_IN_SERVICES.map((name) => likeParts(source, [`${name}.`, ''])),
  );
  const isSignIn = sure(`${orEmpty(column(term, context, 'errorcode'))} = '' AND ${ofService}`);
  const told = [textColumn(context, 'errormessage', mayBeMessage, isMessage)];
  for (const name of SIGN_IN_ANSWERS) told.push(textColumn(context, name.toLowerCase(), mayBeFailure, (sql) => isFailure(context, sql)));
  const any = (side: keyof Bounds): string =>
    joinedSql(
      'or',
      told.map((bounds) => bounds[side]),
    );
  return atMost(joinedSql('and', [isSignIn, any('upper')]), joinedSql('and', [isSignIn, any('lower')]));
}

/** Of a table without the column every sign-in may be one. */
function textColumn({ table }: TranslateContext, name: string, may: (sql: string) => string, is: (sql: string) => string): Bounds {
  if (table.columns.get(name)?.kind !== 'text') return atMost('TRUE');
  return atMost(may(identifier(name)), is(identifier(name)));
}

function mayBeMessage(sql: string): string {
  return `${orEmpty(sql)} <> ''`;
}

/** In a column of texts other values of JSON are texts as well: a case takes none of them for a message. They do not begin with a word and a space. */
function isMessage(sql: string): string {
  return sure(`regexp_like(${sql}, ${literal('^[A-Za-z]+ ')})`);
}

/** JSON may write any letter as an escape. */
function mayBeFailure(sql: string): string {
  return sure(`${holds(sql, FAILURE)} OR ${holds(sql, '\\u')}`);
}

/** The answer and nothing else, under the name of the call. */
function isFailure({ table }: TranslateContext, sql: string): string {
  if (!table.columns.has('eventname')) return 'FALSE';
  const name = identifier('eventname');
  return sure(
    `regexp_like(${name}, ${literal('^[A-Za-z]+\\z')}) AND ${sql} = ${literal('{"')} || ${name} || ${literal(`":"${FAILURE}"}`)}`,
  );
}
