// Texts as parts of Athena's SQL (Trino's dialect). Values come from logs, which attackers write, and from people: none of them becomes SQL.

/** A text as a literal: only the quote is special in one. Source: Trino, "Lexical structure" (character strings). */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name of a column, table or field, whatever is in it. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Whether a text can be sent at all: half of a character beyond the first plane has no form in UTF-8. */
export function isSendable(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

const ESCAPE = '\\';

/** `sql LIKE pattern`, where only the parts between are free: each part as it is, any text between two of them. */
export function likeParts(sql: string, parts: readonly string[]): string {
  const pattern = parts.map((part) => part.replace(/[\\%_]/g, `${ESCAPE}$&`)).join('%');
  return `${sql} LIKE ${literal(pattern)} ESCAPE ${literal(ESCAPE)}`;
}

/** A text that fits a value of the filter, in which `*` is any text. */
export function fits(sql: string, value: string): string {
  return value.includes('*') ? likeParts(sql, value.split('*')) : `${sql} = ${literal(value)}`;
}

/** Whether a text stands in another. */
export function holds(sql: string, text: string): string {
  return `strpos(${sql}, ${literal(text)}) > 0`;
}

/** True or false, also where a value is missing: a filter and its NOT leave every event between them. */
export function sure(condition: string): string {
  return `coalesce(${condition}, FALSE)`;
}

export function orEmpty(sql: string): string {
  return `coalesce(${sql}, '')`;
}
