// By which bytes those archives and packed files are known that are not opened: what is in them may be logs, and is not read. Names play no part.

const UNPACK = 'unpack it and import what is in it';
const DECRYPT = 'decrypt it and import what is in it';
const WRITE = 'write what is in it as JSON or CSV and import that';
const COPY_OUT = 'copy the files out of it and import them';

/** Each mark as the format's description gives it, as text of one byte a character; where text could begin so, with what no text has behind it. */
const MARKS: readonly [mark: RegExp, what: string][] = [
  [/^7z\xbc\xaf\x27\x1c/, `a 7-Zip archive: ${UNPACK}`],
  [/^Rar!\x1a\x07/, `a RAR archive: ${UNPACK}`],
  [/^\xfd7zXZ\0/, `xz data: ${UNPACK}`],
  [/^BZh[1-9](?:1AY&SY|\x17rE8P\x90)/, `bzip2 data: ${UNPACK}`],
  [/^\x04\x22\x4d\x18/, `LZ4 data: ${UNPACK}`],
  // Its size is not known, or less than 1 TB. Source: the LZMA SDK, lzma-specification.txt.
  [/^\x5d\0\0[\s\S]{2}(?:\xff{8}|[\s\S]{5}\0{3})/, `LZMA data: ${UNPACK}`],
  [/^LZIP[\0\x01]/, `lzip data: ${UNPACK}`],
  [/^\x1f\x9d/, `data of compress (.Z): ${UNPACK}`],
  [/^\xff\x06\0\0sNaPpY/, `Snappy data: ${UNPACK}`],
  [/^MSCF\0{4}/, `a cabinet (.cab): ${UNPACK}`],
  [/^\x37\xa4\x30\xec/, 'a dictionary of Zstandard: decompress what was compressed with it and import that'],
  [/^PAR1\x15/, `a Parquet file: ${WRITE}`],
  [/^ORC[\0-\x08\x0e-\x1f\x80-\xff]/, `an ORC file: ${WRITE}`],
  [/^Obj\x01/, `an Avro file: ${WRITE}`],
  [/^(?:[EL]VF\t\r\n\xff|(?:EVF|LEF)2\r\n\x81)\0/, `a disk image (EnCase): ${COPY_OUT}`],
  [/^AFF10\r\n\0/, `a disk image (AFF): ${COPY_OUT}`],
  [/^KDMV[\x01-\x03]\0{3}/, `a disk image (VMDK): ${COPY_OUT}`],
  [/^QFI\xfb\0{3}[\x01-\x03]/, `a disk image (QCOW): ${COPY_OUT}`],
  [/^(?:vhdxfile[\s\S]|conectix)\0/, `a disk image (VHD): ${COPY_OUT}`],
  [/^age-encryption\.org\/v1\n/, `data encrypted with age: ${DECRYPT}`],
  [/^Salted__[\s\S]{8}/, `data encrypted with OpenSSL: ${DECRYPT}`],
  [/^version https:\/\/git-lfs\./, 'a pointer of Git LFS, not the file: fetch it with git lfs pull and import that'],
  [/^-----BEGIN PGP MESSAGE-----/, `data encrypted with PGP: ${DECRYPT}`],
];

/** Bytes in which every mark ends. */
const LONGEST = 32;

const OPEN_ARRAY = 0x5b;
const OPEN_OBJECT = 0x7b;

/** What begins with these bytes, and what to do with it, in words; null when it is nothing of that kind. */
export function unopenedType(head: Buffer): string | null {
  // What nearly every item begins with.
  if (head[0] === OPEN_OBJECT || head[0] === OPEN_ARRAY) return null;
  const text = head.toString('latin1', 0, LONGEST);
  return MARKS.find(([mark]) => mark.test(text))?.[1] ?? null;
}
