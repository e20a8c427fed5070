// Names of countries, in English as all of the window.

const NAMES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** `Germany (DE)`; of a code that names no country, the code. */
export function countryText(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  const name = NAMES.of(code);
  return name === undefined ? code : `${name} (${code})`;
}
