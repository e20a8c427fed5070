#!/bin/sh
# Repeats the proofs of a Trailcase case file without Trailcase: sqlite3 (3.38 or newer) reads it; sha256sum, gzip and openssl (3.0 or newer)
# check what it holds. The case is opened read-only; files are written into a temporary folder only, which is removed at the end.
# Texts of the case were written by others: they stay within SQL and files. What comes back from SQL are hashes and numbers.
# Every step says "ok", "FAILED" or "note" (what was not checked). Exit status: 0 nothing failed, 1 something did, 2 could not run.
set -u
LC_ALL=C
export LC_ALL
stop() { printf 'verify.sh: %s\n' "$1" >&2; exit 2; }
usage() { stop 'usage: sh verify.sh CASE [--fingerprint HEX] [--seal FILE] [--tsa-ca FILE]'; }
absolute() { case $1 in /*) path=$1 ;; *) path=$PWD/$1 ;; esac; [ -r "$path" ] || stop "cannot read $1"; }
casefile='' fingerprint='' detached='' tsa=''
while [ $# -gt 0 ]; do
  case $1 in --*) [ $# -gt 1 ] || usage ;; esac
  case $1 in
    --fingerprint) fingerprint=$(printf '%s' "$2" | tr -d ': \n' | tr A-F a-f); shift ;;
    --seal) absolute "$2"; detached=$path; shift ;;
    --tsa-ca) absolute "$2"; tsa=$path; shift ;;
    -*) usage ;;
    *) [ -z "$casefile" ] || usage; absolute "$1"; casefile=$path ;;
  esac
  shift
done
[ -n "$casefile" ] || usage
for tool in sqlite3 sha256sum gzip openssl; do command -v "$tool" > /dev/null || stop "$tool is not installed"; done
folder=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 2
work=$(mktemp -d) && cd "$work" || exit 2
trap 'cd / && rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM
mkdir items entries text digest seal
touch actual contents hashed log valid unproven holding

passed=0 failures=0
say() { printf '\n%s\n' "$1"; }
note() { printf 'note    %s\n' "$1"; }
ok() { printf 'ok      %s\n' "$1"; passed=$((passed + 1)); }
failed() { printf 'FAILED  %s\n' "$1"; failures=$((failures + 1)); }
try() { what=$1; shift; if "$@" > /dev/null 2>&1; then ok "$what"; else failed "$what"; fi; } # WHAT, COMMAND that tells
equal() { if [ -n "$2" ] && [ "$2" = "$3" ]; then ok "$1"; else failed "$1"; fi; } # WHAT, VALUE, VALUE
same() { # WHAT, FILE of this folder, FILE made from the case
  try "$1" cmp "$2" "$3"
  cmp -s "$2" "$3" || diff "$2" "$3" | sed -n 's/^</folder:/p; s/^>/case:  /p' | show
}
none() { db "$2" > found 2>&1 || echo 'it cannot be read' >> found; try "$1" test ! -s found; show < found; } # WHAT, SQL for the contrary
show() { tr -c '[:print:]\n' '?' | head -n 20 | cut -c 1-300 | sed 's/^/          /'; }
hash() { sha256sum < "$1" | cut -c 1-64; }
hashes() { ls "$1" | (cd "$1" && xargs sha256sum --); } # of a folder whose files are named by hashes or numbers
count() { printf '%s' $(($(wc -l < "$1"))); }
db() { # The options say what is the default today, whatever the version or ~/.sqliterc.
  sqlite3 -init /dev/null -batch -bail -readonly -list -noheader -separator ' ' -cmd 'PRAGMA trusted_schema = off' "$casefile" "$@"
}
sql() { # FILE of sql/, "NAME VALUE" of its parameters
  file=$folder/sql/$1.sql; shift
  for parameter; do set -- "$@" -cmd ".parameter set $parameter"; shift; done
  db "$@" < "$file"
}

[ "$(db 'PRAGMA application_id' 2> /dev/null)" = 1416784995 ] || stop 'this is no Trailcase case, or sqlite3 cannot read it'
state() { sed -n "s/^$1: //p" "$folder/state.txt" | tr -cd '0-9a-zA-Z= -'; } # NAME: what the folder tells of the state that it was made of
[ -r "$folder/state.txt" ] || stop 'state.txt is missing: this folder is not whole'
entry=$(state custody-entry | tr -cd 0-9) rows=$(state last-rows | tr -c '0-9\n' ' ')
now=$(db "SELECT CAST(coalesce(max(id), 0) AS INT) FROM evidence UNION ALL SELECT CAST(coalesce(max(id), 0) AS INT) FROM evidence_bytes UNION ALL
  SELECT CAST(coalesce(max(id), 0) AS INT) FROM sources UNION ALL SELECT CAST(coalesce(max(id), 0) AS INT) FROM found_at UNION ALL
  SELECT CAST(coalesce(max(id), 0) AS INT) FROM problems")
# shellcheck disable=SC2086 # five numbers
set -- $rows
[ $# -eq 5 ] || entry=''
[ -n "$entry" ] || stop 'state.txt does not say which state of the case this folder tells'
newest=$1 # item
# shellcheck disable=SC2086,SC2116
[ "$(echo $rows)" = "$(echo $now)" ] && later='' || later=yes

say '1. This folder'
(cd "$folder" && sha256sum -c SHA256SUMS) > sums 2>&1
try 'its files have the hashes that SHA256SUMS lists' test $? -eq 0
grep -v ': OK$' sums | show
note "to be compared with a copy kept elsewhere: the SHA-256 of SHA256SUMS is $(hash "$folder/SHA256SUMS")"
printf '        it tells the case %s as of entry %s of the custody log\n' "$(state case)" "$entry"
if [ "$(state case)" != "$(db "SELECT value FROM case_facts WHERE name = 'caseId'" | tr -cd '0-9a-zA-Z= -')" ]; then
  failed 'this is the case that the folder was made of: it is another one, and nothing more was compared'
  say "$passed checks passed, $failures failed."
  exit 1
fi

say '2. The case file'
none 'SQLite finds it sound' "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'"
none 'what is read below are tables' "SELECT type, name FROM sqlite_schema WHERE type <> 'table' AND name IN ('evidence', 'evidence_bytes',
  'records', 'repeats', 'decoding_steps', 'sources', 'found_at', 'problems', 'custody', 'seals', 'case_facts')"

say '3. Evidence: every item is taken out of the case and hashed'
none 'items have the size that is stated, and bytes only where they are said to be kept' "SELECT lower(hex(e.sha256)), e.size, b.size
  FROM evidence e LEFT JOIN (SELECT evidence, sum(length(bytes)) AS size FROM evidence_bytes GROUP BY evidence) b ON b.evidence = e.id
  WHERE coalesce(b.size, 0) <> iif(e.kept, e.size, 0)"
# About 64 MB or 1,000 items at a time: that much room is needed, or that of the largest item.
db "SELECT CAST(min(id) AS INT), CAST(max(id) AS INT) FROM (SELECT id, sum(size) OVER (ORDER BY id) / 64000000
  + row_number() OVER (ORDER BY id) / 1000 AS batch FROM evidence WHERE kept) GROUP BY batch ORDER BY batch" > batches
while read -r first last <&3; do
  sql items ":first $first" ":last $last" ":evidence $newest" > batch.items || failed "the items of rows $first to $last can be read"
  for chunk in items/*.*; do [ ! -e "$chunk" ] || { cat "$chunk" >> "${chunk%.*}"; rm "$chunk"; }; done
  hashes items | sed 's|  |  evidence/|' >> actual
  while read -r item log plain; do # A digest states the hash of a log's content: of what gzip gives.
    if [ -e "$folder/digests/$item" ]; then gzip -dcf < "items/$item" > "digest/$item" 2> /dev/null
    elif [ "$log$plain" = 11 ] && [ -d "$folder/digests" ]; then
      gzip -dcf < "items/$item" 2> complaint | sha256sum | cut -c 1-64 > content
      [ ! -s complaint ] || echo damaged > content
      printf '%s %s\n' "$item" "$(cat content)" >> contents
    elif [ "$log" = 1 ]; then printf '%s unknown\n' "$item" >> contents; fi
  done < batch.items
  rm -rf items; mkdir items
done 3< batches
db "SELECT hash || '  not-kept/' || hash FROM (SELECT lower(hex(sha256)) AS hash FROM evidence WHERE NOT kept)" >> actual
sort -t / -k 2 actual > sorted
lists() { # NEWEST ROWS that count, of evidence, evidence_bytes, sources, found_at, problems; null: all
  for list in evidence events inventory; do
    sql $list ":evidence $1" ":bytes $2" ":sources $3" ":places $4" ":problems $5" > $list.list
  done
}
lists null null null null null
for list in evidence events inventory; do cat $list.list > $list.now; done
# shellcheck disable=SC2086 # five numbers
[ -z "$later" ] || lists $rows
# Of what came later the case's own list has to do.
cmp -s evidence.now sorted && cmp -s "$folder/manifest.sha256" evidence.list
try 'every item has its hash, and the items are those of manifest.sha256' test $? -eq 0
cmp -s evidence.now sorted || diff evidence.now sorted | sed -n 's/^</listed: /p; s/^>/bytes:  /p' | show

say "4. Roots: the lists behind them, made anew from the case as of entry $entry"
same 'evidence: manifest.sha256' "$folder/manifest.sha256" evidence.list
# An event that was delivered again later may be shown by that delivery now: of such events all is compared but which record is shown.
cat events.list > events.made
cat "$folder/events-manifest.txt" > events.told
sql changed-records ":evidence $newest" > changed
if [ -n "$(db "SELECT 1 FROM custody WHERE action = 'rebuild' AND seq > $entry")" ]; then
  note 'events and inventory cannot be compared: they were derived anew since, see the custody log'
else
  if [ -s changed ]; then
    for list in told made; do
      grep -F -f changed "events.$list" | cut -d ' ' -f 1-3 > "again.$list"
      grep -v -F -f changed "events.$list" > kept
      cat kept > "events.$list"
    done
    same 'events that were delivered again since: they were there' again.told again.made
    note "of $(count changed) records it cannot be compared which were shown: their events were delivered again since"
  fi
  same 'events: events-manifest.txt' events.told events.made
  same 'inventory (where, when and by whom items were found): inventory.jsonl' "$folder/inventory.jsonl" inventory.list
fi
for list in evidence events inventory; do printf '        %-9s root  %s\n' $list "$(hash $list.list)"; done

say '5. The custody log'
db 'SELECT CAST(min(seq) AS INT), CAST(max(seq) AS INT) FROM custody GROUP BY seq / 1000 ORDER BY 1' > batches
while read -r first last <&3; do
  sql custody ":first $first" ":last $last" > /dev/null
  hashes entries | cut -c 1-64 >> hashed
  cat text/* >> log
  rm -rf entries text; mkdir entries text
done 3< batches
db 'SELECT hash FROM custody ORDER BY seq' > stated
same 'every entry has the hash that it states' stated hashed
none 'every entry continues the one before it, from 1 on' "SELECT 'entry', seq FROM (SELECT seq, previous, row_number() OVER (ORDER BY seq) AS n,
  lag(hash, 1, printf('%064d', 0)) OVER (ORDER BY seq) AS head FROM custody) WHERE seq <> n OR previous <> head"
head -n "$(count "$folder/custody.txt")" log > log.then
same 'its entries are those of custody.txt' "$folder/custody.txt" log.then
if [ "$(count stated)" -lt "$entry" ]; then
  failed "the custody log has entry $entry, which this folder tells: it ends with entry $(count stated); it is an earlier copy of the case, or its end was cut off"
elif [ "$entry" -gt 0 ] && [ "$(state custody-head)" != "$(sed -n "${entry}p" stated)" ]; then
  failed "entry $entry is the one that this folder tells: it is another; the log was written anew, or it is a copy of the case in which other work was done"
else ok "the custody log has the state that this folder tells, that of entry $entry"; fi
added=$(($(count stated) - entry))
if [ "$added" -gt 0 ]; then
  note "$added entries were added after this folder was made:"
  db "SELECT count(*), action FROM custody WHERE seq > $entry GROUP BY action ORDER BY min(seq)" | show
fi
left() { # FILES: of now or of then, CONDITION, WHEN: the end of an import states what it left
  for list in evidence inventory; do
    left=$(db "SELECT json_extract(detail, '\$.${list}Root') FROM custody WHERE action IN ('import', 'recover', 'rebuild') AND $2
      ORDER BY seq DESC LIMIT 1")
    if [ -n "$left" ]; then equal "the $list is what the last import$3 left" "$(hash "$list.$1")" "$left"
    else note "no import, or one that was cut off, is the last$3: the log does not state what the $list is"; fi
  done
}
left now 1 ''
if [ -n "$later" ]; then
  left list "seq <= $entry" " up to entry $entry"
  try 'what the case has beyond this folder was added by imports that the custody log tells of' \
    test -n "$(db "SELECT 1 FROM custody WHERE action IN ('import', 'recover', 'rebuild')
      AND (seq > $entry OR seq = $entry AND outcome = 'started')")"
  note "evidence was added after this folder was made: of it only the hashes and the log were checked, the rest as of entry $entry"
fi
printf '        head  %s\n' "$(tail -n 1 stated)"

say "6. AWS's signed digests"
if [ -d "$folder/digests" ]; then
  for pem in "$folder"/keys/*.pem; do
    [ -e "$pem" ] || break
    key=${pem##*/} key=${key%.pem}
    for form in -RSAPublicKey_out -pubout; do
      openssl rsa -pubin -in "$pem" $form -outform DER 2> /dev/null | openssl dgst -md5 -r
    done > md5
    try "key $key has that fingerprint; whether it is AWS's is for them to say: aws cloudtrail list-public-keys" grep "^$key " md5
  done
  hashes digest | sed 's/\(.*\)  \(.*\)/\2 \1/' > digests
  cut -d ' ' -f 1 digests > names
  sed 1d "$folder/digests.tsv" | cut -f 1 > listed
  try 'the digests are those of digests.tsv' cmp listed names
  db "SELECT lower(hex(sha256)) FROM evidence WHERE kept AND kind = 'digest' AND id <= $newest ORDER BY sha256" | comm -23 - names > absent
  try 'no digest of the case is left out there' test ! -s absent
  sql signed-texts > /dev/null
  while read -r item key _; do
    [ "$item" != item ] || continue
    case $key in *[!0-9a-f]*) key=none ;; esac # a file of keys/ and no other
    if [ ! -s "text/$item" ]; then failed "digest $item is a digest"
    elif [ ! -e "$folder/digests/$item.sig" ] || [ ! -e "$folder/keys/$key.pem" ]; then echo "$item" >> unproven
    elif openssl dgst -sha256 -verify "$folder/keys/$key.pem" -signature "$folder/digests/$item.sig" "text/$item" > /dev/null 2>&1
    then echo "$item" >> valid
    else failed "digest $item has a signature that fits it"; fi
  done < "$folder/digests.tsv"
  [ ! -s valid ] || ok "$(count valid) digests have a signature that fits them"
  [ ! -s unproven ] || note "$(count unproven) digests cannot be checked: their signature or its key is not known"
  sql digests > verdicts || failed 'digests and logs can be compared'
  while read -r verdict words; do
    case $verdict in ok) ok "$words" ;; FAILED) failed "$words" ;; *) note "$words" ;; esac
  done < verdicts
else
  none 'the case has none; whether logs were changed before they were imported is not known' "SELECT kind FROM evidence
    WHERE kind = 'digest' AND id <= $newest"
fi

say '7. Seals'
field() { sed -n "s/^$2: //p" "$1.statement"; } # FILES, NAME of a line of the statement
signed() { # FILES: by an Ed25519 key, the one that the statement names
  openssl pkey -pubin -inform DER -in "$1.key" -noout -text 2> /dev/null | grep -q ED25519 &&
    openssl pkeyutl -verify -pubin -keyform DER -inkey "$1.key" -rawin -in "$1.statement" -sigfile "$1.signature" > /dev/null 2>&1 &&
    [ "$(hash "$1.key")" = "$(field "$1" key)" ]
}
seal() { # NUMBER
  s=seal/$1 entry=$(field "seal/$1" custody-entries | tr -cd 0-9)
  if signed "$s"; then ok "seal $1: its signature fits its statement and the key $(hash "$s.key")"; hash "$s.key" >> holding
  else failed "seal $1: its signature fits its statement and its key"; fi
  equal "seal $1: it is of this case" "$(field "$s" case)" "$(db "SELECT value FROM case_facts WHERE name = 'caseId'")"
  equal "seal $1: it states its number" "$(field "$s" seal)" "$1"
  equal "seal $1: the custody log up to entry $entry is as it was sealed" "$(field "$s" custody-head)" "$(sed -n "${entry:-0}p" stated)"
  equal "seal $1: the next entry tells of it" "$(hash "$s.statement")" "$(db "SELECT json_extract(detail, '\$.statementSha256') FROM custody
    WHERE action = 'seal' AND seq = ${entry:-0} + 1")"
  # shellcheck disable=SC2046 # five numbers
  set -- "$1" $(field "$s" last-rows | tr -c '0-9\n' ' ')
  [ $# -eq 6 ] || { failed "seal $1: it states its last rows"; return; }
  lists "$2" "$3" "$4" "$5" "$6"
  equal "seal $1: the evidence is as it was sealed" "$(hash evidence.list)" "$(field "$s" evidence-root)"
  if [ -n "$(db "SELECT 1 FROM custody WHERE action = 'rebuild' AND seq > ${entry:-0}")" ]; then
    note "seal $1: events and inventory cannot be compared: they were derived anew since, see the custody log"
  else
    equal "seal $1: the inventory is as it was sealed" "$(hash inventory.list)" "$(field "$s" inventory-root)"
    changed=$(sql changed-relations ":evidence $2")
    if [ "$changed" = 0 ]; then equal "seal $1: the events are as they were sealed" "$(hash events.list)" "$(field "$s" events-root)"
    else note "seal $1: events cannot be compared: $changed of them were delivered again since"; fi
  fi
  if [ ! -e "$s.timestamp" ]; then :
  elif [ -z "$tsa" ]; then note "seal $1: its time stamp is not checked; --tsa-ca FILE, with the certificate of its authority, does that"
  else
    time=$(openssl ts -reply -token_in -in "$s.timestamp" -text 2> /dev/null | sed -n 's/^Time stamp: //p')
    try "seal $1: its time stamp holds: $time" openssl ts -verify -token_in -in "$s.timestamp" -data "$s.signature" -CAfile "$tsa"
  fi
}
kept() { # FILE: a detached seal, taken apart and compared with that of the case
  tr -d '\r' < "$1" > copy
  sed '/^$/,$d' copy > copy.statement
  sed -n '/^-----BEGIN TRAILCASE SEAL SIGNATURE-----$/,/^-----END/p' copy | grep -v -e ----- | openssl base64 -d > copy.signature
  sed -n '/^-----BEGIN PUBLIC KEY-----$/,/^-----END/p' copy | openssl pkey -pubin -outform DER -out copy.key 2> /dev/null
  number=$(field copy seal | tr -cd 0-9)
  signed copy && for part in statement signature key; do cmp -s copy.$part "seal/$number.$part" || return 1; done
}
sql seals > /dev/null
db 'SELECT CAST(id AS INT) FROM seals ORDER BY id' > seals
[ -s seals ] || note 'the case has none'
while read -r number <&3; do seal "$number"; done 3< seals
none 'every seal that the custody log tells of is in the case' "SELECT 'seal', json_extract(detail, '\$.seal') FROM custody
  WHERE action = 'seal' AND json_extract(detail, '\$.seal') NOT IN (SELECT id FROM seals)"
for file in "$folder"/seals/seal-*.txt "$detached"; do
  [ ! -e "$file" ] || try "the case holds the seal in ${file##*/} as it stands there" kept "$file"
done
if [ -n "$fingerprint" ]; then try "a seal of the case was made with the key $fingerprint" grep -x -e "$fingerprint" holding
elif [ -s seals ]; then note 'whose keys they are is not known: compare with --fingerprint HEX and --seal FILE, which were kept elsewhere'; fi

say "$passed checks passed, $failures failed."
[ $failures -eq 0 ]
