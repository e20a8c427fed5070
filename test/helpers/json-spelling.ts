// One value as many JSON texts: every character, number and key written in one of the ways that JSON allows, drawn at random.
import type { Random } from './random.ts';

const SHORT: Record<string, string> = { '"': '"', '\\': '\\', '/': '/', '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't' };

/** @param odd share of characters, from 0 to 1, that are escaped though they need not be */
export function spelled(value: unknown, draw: Random, odd: number): string {
  const gap = (): string => (draw.next() < odd ? draw.pick([' ', '\n', '\t ']) : '');
  const joined = (parts: string[]): string => parts.map((part) => gap() + part + gap()).join(',');
  const text = (one: string): string => `"${Array.from(one, (character) => spelledCharacter(character, draw, odd)).join('')}"`;
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return draw.next() < odd ? spelledNumber(value, draw) : JSON.stringify(value);
  if (Array.isArray(value)) return `[${joined(value.map((one) => spelled(one, draw, odd)))}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).flatMap(([key, one]) => {
    const member = `${text(key)}${gap()}:${gap()}${spelled(one, draw, odd)}`;
    // The last of several members of a name counts.
    return draw.next() < odd / 20 ? [`${text(key)}:"another"`, member] : [member];
  });
  return `{${joined(members)}}`;
}

function spelledCharacter(character: string, draw: Random, odd: number): string {
  const short = SHORT[character];
  const must = JSON.stringify(character) !== `"${character}"`;
  if (!must && draw.next() >= odd) return character;
  if (short !== undefined && draw.next() < 0.5) return `\\${short}`;
  return Array.from({ length: character.length }, (_, i) => {
    const hex = character.charCodeAt(i).toString(16).padStart(4, '0');
    return `\\u${draw.next() < 0.5 ? hex.toUpperCase() : hex}`;
  }).join('');
}

function spelledNumber(value: number, draw: Random): string {
  const plain = JSON.stringify(value);
  if (!/^-?\d+$/.test(plain)) return plain;
  return draw.pick([`${plain}.0`, `${plain}e0`, `${plain}0E-1`, `${plain}.00e+0`]);
}
