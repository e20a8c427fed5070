// README.txt of a proof folder: what each file is, how to run the script, what it shows and what it does not. For a lawyer and for an expert.
import { custodyHead } from '../../case/custody.ts';
import { readFacts } from '../../case/facts.ts';
import type { ReadConnection } from '../../case/open.ts';
import { TOOL } from '../../version.ts';
import { plainLine } from '../plain-line.ts';

export function readMe(db: ReadConnection, roots: { evidence: string; events: string; inventory: string }): string {
  const { caseId, title, number, examiner } = readFacts(db);
  const { entries, head } = custodyHead(db);
  const stated = (text: string): string => plainLine(text) || '(not stated)';
  return `PROOF OF A CASE FILE, TO BE CHECKED WITHOUT TRAILCASE

case            ${plainLine(caseId)}
title           ${stated(title)}
number          ${stated(number)}
examiner        ${stated(examiner)}
evidence root   ${roots.evidence}
events root     ${roots.events}
inventory root  ${roots.inventory}
custody log     ${entries} entries, head ${plainLine(head)}
written by      ${TOOL}


What this is

A case file (CASE.trailcase) holds log files of Amazon Web Services as they were
handed over, the events in them, and a log of everything that was done to it.
This folder holds what is needed to find out whether the case file is still
what it was when the folder was made, and whether AWS signed the log files in
it, with tools that every Linux system has. No part of Trailcase is needed, and
nobody needs to be trusted for it but the authors of those tools.


How to check

    sh verify.sh CASE.trailcase

It needs sqlite3 (3.38 or newer), sha256sum, gzip and openssl (3.0 or newer).
It changes nothing. Every step prints "ok", "FAILED", or "note" for what was
not checked; the last line counts. The exit status is 0 when nothing failed.
An expert should read verify.sh and the queries in sql/ before running them:
they are short for that purpose.

If a seal, or the fingerprint of the examiner's key, was kept elsewhere:

    sh verify.sh CASE.trailcase --seal seal.txt --fingerprint HEX

If a seal has a time stamp, with the certificate of its authority:

    sh verify.sh CASE.trailcase --tsa-ca authority.pem


What it proves, when nothing failed

- Every evidence item in the case has the bytes whose SHA-256 is listed here.
- Of what the case held as of custody entry ${entries}, no item, event, place or entry
  of the custody log was removed or changed since this folder was made, and none
  was added among them. Work that went on is no contradiction: entries added to
  the end of the log, and evidence imported later, are told in notes. Of later
  evidence only the hashes are checked, and that the log tells of an import. Of an
  event that was delivered again later it cannot be compared which of its records
  was shown.
- Every log file that is named by a digest with a valid signature has the
  content that the digest states. If the key is AWS's, nobody changed that log
  file after AWS delivered it.
- What every seal states is still so, and was signed with the key whose
  fingerprint is printed.

What it does not prove

- That the keys in keys/ are AWS's. Ask AWS: \`aws cloudtrail list-public-keys\`
  prints them; a key's fingerprint is its name here. keys/origin.txt says where
  they came from.
- Anything of log files that no digest names. And a log file that is named and
  not in the case is only that: it need not have been deleted.
- That this folder belongs to the case that was handed over, unless something
  is compared that was kept elsewhere: the SHA-256 of SHA256SUMS, a seal, the
  fingerprint of a key. Who can change the case, and this folder with it, can
  make both anew.
- That the events listed are what the log files say. For that one event is
  taken from its bytes: see docs/verify-by-hand.md of Trailcase, or the lines
  below. \`trailcase verify\` derives all of them anew.
- Who used the credentials in the logs.


The files

SHA256SUMS           SHA-256 of every other file of this folder
state.txt            of which case and which entry of its custody log this folder tells,
                     and the newest row that each table had then
manifest.sha256      a line per evidence item: its SHA-256, and whether its bytes are
                     in the case. The SHA-256 of this file is the evidence root.
events-manifest.txt  a line per record: item, offset and length in its content, and
                     whether it is shown as an event, is a further delivery of
                     one (sighting), or one that differs (conflict). The SHA-256
                     of this file is the events root.
inventory.jsonl      where, when and by whom items were found. The SHA-256 of this
                     file is the inventory root.
places.csv           the same for a spreadsheet
custody.txt          the custody log, nine lines an entry: seq, at (milliseconds since
                     1970, UTC), who, action, tool, outcome, detail, previous, hash. The
                     hash is the SHA-256 of the eight lines before it, without the line
                     feed after the eighth. Of the first entry:
                     printf %s "$(head -n 8 custody.txt)" | sha256sum
custody.jsonl        the same for programs
digests/HASH         AWS's signed digests as delivered; .sig: the signature, as far as known
digests.tsv          of each digest: its key, its signature and where that comes from (a
                     sidecar, or the next digest), and its place in S3
keys/                AWS's public keys, named by fingerprint; origin.txt: from where
seals/seal-N.txt     seals, as they were written beside the case; and in parts:
                     .statement (what is signed), .signature, .pem (public key),
                     .timestamp (RFC 3161 token over the signature)
verify.sh, sql/      the script and its queries


One event, from its public id HASH@OFFSET+LENGTH to its bytes

    sqlite3 -readonly CASE.trailcase "SELECT writefile('item', bytes)
      FROM evidence_bytes b JOIN evidence e ON e.id = b.evidence
      WHERE e.sha256 = x'HASH'"
    sha256sum item
    gzip -dcf < item | tail -c +$((OFFSET + 1)) | head -c LENGTH

(For items of more than one megabyte, and ids with /STEPS behind them: see
docs/case-format.md of Trailcase.)
`;
}
