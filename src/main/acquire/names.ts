// Names as file systems and archives have them: any bytes.
import { isUtf8 } from 'node:buffer';

/** A name as text; bytes that are not UTF-8 as `\xHH`. */
export function shown(name: Buffer): string {
  if (isUtf8(name)) return name.toString('utf8');
  return name.toString('latin1').replace(/[\u0080-\u00ff]/g, (c) => `\\x${c.charCodeAt(0).toString(16)}`);
}
