// README.txt of a pack: what each file is, and how to check all of it with common tools, step by step. For a lawyer's technical assistant.

import { bytesText, grouped } from '../../shared/text.ts';
import { formatTime, isoUtc } from '../../shared/time.ts';
import { plainLine } from '../export/plain-line.ts';
import { recordCommand } from '../report/commands.ts';
import type { ReportContext } from '../report/context.ts';
import { shownText } from '../report/html.ts';
import { marked } from '../report/redaction/redaction.ts';
import { contradicted } from '../report/sections/case-verdict.ts';
import { TOOL } from '../version.ts';
import type { ExhibitLine } from './exhibit-files.ts';
import type { PackedItem } from './items.ts';

interface ReadMe {
  context: ReportContext;
  /** Files of the report, with their hashes. */
  reports: readonly { name: string; sha256: string }[];
  /** Of the key by which SHA256SUMS is signed; null: not signed. */
  fingerprint: string | null;
}

const RULE = '='.repeat(78);

function heading(text: string): string {
  return `${RULE}\n${text}\n${RULE}`;
}

/** Of a case that is contradicted: in the first lines, where nobody passes over it. check.sh looks for the line in capitals. */
function failing({ context }: ReadMe): string {
  if (context.verification.ok) return '';
  return `
THE CASE FAILED ITS OWN VERIFICATION WHEN THIS WAS WRITTEN

${contradicted(context)
  .map((one) => `- ${one}`)
  .join('\n')}

The report says under "What was verified, and how" what that concerns. That the files
here are as they were written, and fit one another, does not mend it.
`;
}

function facts({ context, reports }: ReadMe): string {
  const { facts: stated, custody, head, zone, statedTime, redaction } = context;
  const line = (text: string): string => plainLine(text) || '(not stated)';
  const shown = (text: string): string => line(shownText(text, 'text', redaction));
  const last = custody.at(-1);
  return `case            ${plainLine(stated.caseId)}
title           ${shown(stated.title)}
number          ${shown(stated.number)}
examiner        ${line(redaction === null ? stated.examiner : marked(redaction.person(stated.examiner)))}
told as of      ${last ? `entry ${last.seq} of the custody log` : 'an empty custody log'}
its hash        ${redaction === null ? head : `${redaction.commitment(head)} (a commitment, see below)`}
stated time     ${statedTime === null ? '(none)' : `${formatTime(statedTime, zone)}, ${isoUtc(statedTime)} UTC`}
exhibits        ${grouped(context.exhibits.length)}
written by      ${TOOL}

${reports.map(({ name, sha256 }) => `${name}\n  SHA-256  ${sha256}`).join('\n')}`;
}

function allFiles(): string {
  return `${heading('1. Is every file as it was written?')}

Open a terminal in this folder.

    sha256sum -c SHA256SUMS

On macOS write "shasum -a 256 -c SHA256SUMS". Every line must end with OK.
SHA256SUMS lists the SHA-256 of every other file (but for its own signature). On
Windows, one file at a time, in PowerShell: Get-FileHash -Algorithm SHA256 FILE

Write down the SHA-256 of SHA256SUMS itself:

    sha256sum SHA256SUMS

and compare it with the one that you were told by another way (in a letter, by
telephone, in the custody log of the case). Who can change these files can also
write a new list: only what was kept elsewhere shows that.`;
}

function signature(fingerprint: string | null): string {
  if (fingerprint === null)
    return `${heading('2. The signature')}

There is none in this folder.`;
  return `${heading('2. Who signed it?')}

SHA256SUMS.sig is a text that names SHA256SUMS by its hash, then the signature of
that text (Ed25519), then the key to check it with. It needs openssl 3.0 or newer:

    W=$(mktemp -d)
    sed '/^$/,$d' SHA256SUMS.sig > $W/statement
    sed -n '/BEGIN TRAILCASE REPORT SIGNATURE/,/END/p' SHA256SUMS.sig | grep -v -e ----- | openssl base64 -d > $W/signature
    sed -n '/BEGIN PUBLIC KEY/,/END/p' SHA256SUMS.sig > $W/key.pem
    openssl pkeyutl -verify -pubin -inkey $W/key.pem -rawin -in $W/statement -sigfile $W/signature

It must say "Signature Verified Successfully". These two must print the same hash:

    sha256sum SHA256SUMS
    sed -n 's/^sha256: //p' $W/statement

And this prints the fingerprint of the key:

    openssl pkey -pubin -in $W/key.pem -outform DER | sha256sum

It must be ${fingerprint}
and the examiner must confirm, by another way than this folder, that this is the
fingerprint of their key. report.html.sig is the same for report.html alone.`;
}

function exhibitsPart(lines: readonly ExhibitLine[], items: readonly PackedItem[], fingerprint: string | null): string {
  const here = new Set(items.flatMap(({ sha256, inPack }) => (inPack === 'yes' ? [sha256] : [])));
  const shown = lines.find(
    (line) => line.sha256 !== null && here.has(line.item) && line.steps === '' && /^(gzip|identity)$/.test(line.encoding),
  );
  const script = `${heading('3. Are the exhibits what the evidence says?')}

The script check.sh repeats steps 1 and 2, and takes every exhibit's record anew
from the evidence item that it lies in. It prints a line for each, "ok", "FAILED"
or "note" (not checked, and why); its exit status is 0 when nothing failed. It
needs a POSIX shell: on Linux and macOS there is one; on Windows use WSL, or the
shell that comes with Git. It is short: read it, then run it.

    sh check.sh

${
  fingerprint === null
    ? ''
    : `With the fingerprint that the examiner gave you by another way, it compares that, too:

    sh check.sh --fingerprint ${fingerprint}

`
}It also finds where report.html, the exhibits, proof/ and the signatures do not belong
together. What stands in the report beside its exhibits' records it cannot compare:
for that there are the signature, and step 4.`;
  if (!shown) return script;
  return `${script}

By hand, for exhibit ${Number(shown.name)}: the item has the hash that is its name,

    cd evidence
    sha256sum ${shown.item}

and this cuts the record out of it, from byte ${grouped(shown.offset)} on, ${grouped(shown.length)} bytes long,

    ${recordCommand(shown.item, shown.encoding, shown.offset, shown.length, shown.steps).replace(/\n */g, '\n    ')}

which must print ${shown.sha256}
as report.html, exhibits.tsv and exhibits/${shown.name}.json state it, and as

    sha256sum ../exhibits/${shown.name}.record

prints it. The report has such a command under every exhibit; all of them are to be
run in the folder evidence. (Where a record is wrapped in a JSON string they use jq.)`;
}

function leftOut(items: readonly PackedItem[]): string {
  const missing = items.filter(({ inPack }) => inPack !== 'yes');
  if (missing.length === 0) return '';
  const large = missing.filter(({ inPack }) => inPack === 'too large');
  const gone = missing.filter(({ inPack }) => inPack === 'not kept');
  return `
Left out of evidence/, as evidence.tsv says of each:
${large.length > 0 ? `- ${grouped(large.length)} items of ${bytesText(large.reduce((sum, { size }) => sum + size, 0))}: too large in all. \`trailcase report-pack --all-evidence\` puts them in.\n` : ''}${gone.length > 0 ? `- ${grouped(gone.length)} items: the case itself lists them without their bytes.\n` : ''}`;
}

const CASE_PART = `${heading('4. Does the case file say the same?')}

Only for those who have the case file (CASE.trailcase). In this folder:

    sh proof/verify.sh CASE.trailcase

compares the case with the manifests, hashes, digests, custody log and seals in
proof/; proof/README.txt describes it. With Trailcase itself,

    trailcase report --verify report.html CASE.trailcase

writes the report again as of the same custody entry and compares it byte by byte.`;

const MEANING = `${heading('What it shows, and what it does not')}

When nothing failed:
- the exhibits' records stand, byte for byte, in log files with the stated hashes;
- the files here are those that were signed, if step 2 was done with a fingerprint
  that came by another way.

It does not show
- that the log files are those that AWS delivered: for that the report says of each
  exhibit whether a digest signed by AWS attests its item (and proof/ has the digests);
- that the case holds no other events that matter: this folder has what was cited;
- who used the credentials that the logs name;
- that the examiner's conclusions are right. They are marked as opinion.`;

/** Of a report that is not redacted. */
export function readMe(pack: ReadMe, lines: readonly ExhibitLine[], items: readonly PackedItem[], pdf: boolean): string {
  return `A REPORT WITH ALL THAT IS NEEDED TO CHECK IT
${failing(pack)}
${facts(pack)}


Read report.html in any browser: it asks for nothing from outside.${pdf ? '\nreport.pdf is the same text, for printing. Printed again it has the same content and the\nsame dates; its bytes may differ.' : ''}
What follows is for whoever is to check it. No part of Trailcase is needed, and
nobody needs to be trusted for it but the authors of the tools: sha256sum, gzip,
tail, head and openssl are part of every Linux system. Commands are the lines that
are set in by four spaces.


${allFiles()}


${signature(pack.fingerprint)}


${exhibitsPart(lines, items, pack.fingerprint)}


${CASE_PART}


${MEANING}


${heading('The files')}

report.html           the report
${pdf ? 'report.pdf            the same as PDF; a long one in volumes\n' : ''}exhibits/N.json       each exhibit: readable fields, the record as text, where it
                      stands, its hashes, the examiner's note, what cites it
exhibits/N.record     the exact bytes of its record
exhibits.tsv          a line per exhibit: number, item, encoding, offset, length,
                      steps by which it is decoded, SHA-256 of the record
evidence/HASH         the evidence items that exhibits lie in, as they were delivered
evidence.tsv          a line per such item: hash, size, encoding, whether it is here,
                      numbers of its exhibits
proof/                manifests of the whole case, AWS's digests and keys, custody log,
                      seals, and a script that compares them with the case
check.sh              the script of step 3
SHA256SUMS            SHA-256 of every other file
${pack.fingerprint === null ? '' : 'SHA256SUMS.sig        its signature; report.html.sig: that of the report\n'}${leftOut(items)}`;
}

/** Of a redacted report: nothing here can be traced to the bytes without the case. */
export function redactedReadMe(pack: ReadMe): string {
  return `A REDACTED REPORT
${failing(pack)}
${facts(pack)}


THIS IS A REDACTED COPY. What was hidden is marked wherever it stood, and listed in
the report. Therefore this folder has no raw records, no evidence items and no
proof of the case: they would show what was hidden. In place of the hashes of what
was hidden stand commitments: values made from the hash with a secret that stays in
the case. Nobody can tell from a commitment what was hidden, or try guesses against
it; the holder of the case can show later that it is the one of a given record.


Read report.html in any browser: it asks for nothing from outside. Commands are the
lines that are set in by four spaces.


${allFiles()}


${signature(pack.fingerprint)}


${heading('3. Does it belong to the case?')}

Ask the holder of the case to run

    trailcase report --verify report.html CASE.trailcase

It writes the report again with the same options and compares it byte by byte, and
finds the commitments anew. A court, or an expert on both sides' behalf, can be
given the unredacted pack; exhibits of one time may have other numbers in it.${
    pack.fingerprint === null
      ? ''
      : `

The signature names the key of who signed: that is not hidden, for nobody could check it
otherwise. In the report the same key stands as a commitment, where a seal is its work.`
  }


${heading('The files')}

report.html           the report
exhibits/N.json       each exhibit: readable fields as far as they are shown, its
                      commitments, the examiner's note, what cites it
commitments.tsv       a line per exhibit: number, and the commitments to its public id,
                      to its evidence item and to its record
SHA256SUMS            SHA-256 of every other file
${pack.fingerprint === null ? '' : 'SHA256SUMS.sig        its signature; report.html.sig: that of the report\n'}`;
}
