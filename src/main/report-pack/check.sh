#!/bin/sh
# Recomputes what this folder states, without Trailcase: the SHA-256 of each of its files; of each evidence item, which is its name; and of each
# exhibit, whose record is taken anew from the bytes of its item as exhibits.tsv says where it stands. It needs a POSIX shell with awk, tail, head,
# gzip, and sha256sum or shasum; zstd, iconv and base64 only where an item is stored so; openssl 3.0 or newer for the signature. It changes nothing:
# files are written into a temporary folder only, which is removed at the end. Nothing that a log says is run or used as a name.
# Every line says "ok", "FAILED" or "note" (what was not checked). Exit status: 0 nothing failed, 1 something did, 2 could not run.
set -uf
LC_ALL=C
export LC_ALL
stop() { printf 'check.sh: %s\n' "$1" >&2; exit 2; }
fingerprint=''
if [ "${1-}" = --fingerprint ] && [ $# -eq 2 ]; then fingerprint=$(printf '%s' "$2" | tr -d ': \n' | tr A-F a-f)
elif [ $# -gt 0 ]; then stop 'usage: sh check.sh [--fingerprint HEX]'; fi
folder=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 2
cd "$folder" || exit 2
for file in SHA256SUMS exhibits.tsv evidence.tsv report.html; do
  if ! [ -f "$file" ] || ! [ -r "$file" ]; then stop "$file is missing: this folder is not whole"; fi
done
if command -v sha256sum > /dev/null; then sum=sha256sum
elif command -v shasum > /dev/null; then sum='shasum -a 256'
else stop 'neither sha256sum nor shasum is installed'; fi
for tool in awk tail head gzip; do command -v "$tool" > /dev/null || stop "$tool is not installed"; done
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM

passed=0 failures=0
say() { printf '\n%s\n' "$1"; }
note() { printf 'note    %s\n' "$1"; }
ok() { printf 'ok      %s\n' "$1"; passed=$((passed + 1)); }
failed() { printf 'FAILED  %s\n' "$1"; failures=$((failures + 1)); }
hash() { $sum < "$1" | cut -c 1-64; }
is_hash() { case $1 in *[!0-9a-f]*) return 1 ;; esac; [ ${#1} -eq 64 ]; }
is_number() { case $1 in '' | *[!0-9]*) return 1 ;; esac; [ ${#1} -le 18 ]; }
has() { command -v "$1" > /dev/null; }

# A JSON string, quotes included, on standard input: its value as UTF-8.
json_string() {
  awk 'function hex(s,  i, v) { v = 0; for (i = 1; i <= 4; i++) v = v * 16 + index("0123456789abcdef", tolower(substr(s, i, 1))) - 1; return v }
    function utf8(n) {
      if (n < 128) printf "%c", n
      else if (n < 2048) printf "%c%c", 192 + int(n / 64), 128 + n % 64
      else if (n < 65536) printf "%c%c%c", 224 + int(n / 4096), 128 + int(n / 64) % 64, 128 + n % 64
      else printf "%c%c%c%c", 240 + int(n / 262144), 128 + int(n / 4096) % 64, 128 + int(n / 64) % 64, 128 + n % 64
    }
    NR == 1 {
      end = length($0)
      for (i = 2; i < end; i++) {
        c = substr($0, i, 1)
        if (c != "\\") { printf "%s", c; continue }
        c = substr($0, ++i, 1)
        if (c == "n") printf "\n"
        else if (c == "t") printf "\t"
        else if (c == "r") printf "\r"
        else if (c == "b") printf "\b"
        else if (c == "f") printf "\f"
        else if (c != "u") printf "%s", c
        else {
          n = hex(substr($0, i + 1, 4)); i += 4
          if (n >= 55296 && n < 56320 && substr($0, i + 1, 2) == "\\u") {
            low = hex(substr($0, i + 3, 4))
            if (low >= 56320 && low < 57344) { n = 65536 + (n - 55296) * 1024 + low - 56320; i += 6 }
          }
          if (n >= 55296 && n < 57344) n = 65533
          utf8(n)
        }
      }
    }'
}

# A cell of a table, quotes included: its text. Line breaks within stay as they are.
csv_cell() {
  awk '{ line[NR] = $0 }
    END {
      quoted = substr(line[1], 1, 1) == "\"" && substr(line[NR], length(line[NR])) == "\""
      for (i = 1; i <= NR; i++) {
        text = line[i]
        if (quoted) {
          if (i == NR) text = substr(text, 1, length(text) - 1)
          if (i == 1) text = substr(text, 2)
          gsub(/""/, "\"", text)
        }
        printf "%s%s", (i > 1 ? "\n" : ""), text
      }
    }'
}

# What stands in the file now, decoded by one step or layer; 3: the program for it is not installed, 4: not known.
decode() { # NAME
  case $1 in
    identity | reduced:*) return 0 ;;
    gzip) gzip -dc < now > next 2> /dev/null ;;
    zstd) has zstd || return 3; zstd -dcq < now > next 2> /dev/null ;;
    utf-16le | utf-16be)
      has iconv || return 3
      iconv -f "$1" -t utf-8 < now > marked 2> /dev/null
      # Offsets count without the byte order mark.
      if [ "$(head -c 3 < marked)" = "$(printf '\357\273\277')" ]; then tail -c +4 < marked > next; else mv marked next; fi ;;
    base64) has base64 || return 3; base64 -d < now > next 2> /dev/null ;;
    json-string) json_string < now > next ;;
    csv-cell) csv_cell < now > next ;;
    at:*)
      from=${1#at:} long=${1#*+}; from=${from%+*}
      is_number "$from" && is_number "$long" || return 4
      tail -c "+$((from + 1))" < now | head -c "$long" > next ;;
    *) return 4 ;;
  esac
  mv next now
}

say '1. The files of this folder'
# A line that sha256sum cannot read is passed over by it with a warning: none may be so, and none may lead out of this folder.
malformed=$(awk '!/^[0-9a-f]+  [A-Za-z0-9_]/ || index($0, "  ") != 65 || /\.\.|\r/ { n++ } END { print n + 0 }' SHA256SUMS)
if [ "$malformed" -ne 0 ] || [ ! -s SHA256SUMS ]; then failed "$malformed lines of SHA256SUMS are no hash and name of a file here"
elif $sum -c SHA256SUMS > "$work/sums" 2>&1; then ok "all $(($(wc -l < SHA256SUMS))) files have the hashes that SHA256SUMS lists"
else
  failed 'the files have the hashes that SHA256SUMS lists'
  grep -v ': OK$' "$work/sums" | tr -c '[:print:]\n' '?' | head -n 20 | sed 's/^/          /'
fi
find . ! -type f ! -type d | sed 's|^\./||' | sort > "$work/odd"
if [ -s "$work/odd" ]; then
  failed "$(($(wc -l < "$work/odd"))) names here are links or devices, and no files:"
  tr -c '[:print:]\n' '?' < "$work/odd" | head -n 20 | sed 's/^/          /'
fi
find . -type f | sed 's|^\./||' | sort > "$work/here"
{ cut -c 67- SHA256SUMS; echo SHA256SUMS; [ ! -e SHA256SUMS.sig ] || echo SHA256SUMS.sig; } | sort > "$work/listed"
comm -23 "$work/here" "$work/listed" > "$work/more"
if grep -E '^(exhibits|evidence|proof|report|README[.]txt|check[.]sh|SHA256)' "$work/more" > "$work/posing"; then
  failed "$(($(wc -l < "$work/posing"))) files that are not listed stand among those that are, and are no part of this folder:"
  tr -c '[:print:]\n' '?' < "$work/posing" | head -n 20 | sed 's/^/          /'
elif [ -s "$work/more" ]; then
  note "$(($(wc -l < "$work/more"))) files here are not listed: they are no part of it:"
  tr -c '[:print:]\n' '?' < "$work/more" | head -n 20 | sed 's/^/          /'
fi

# What the report says of itself stands in its head, with its quotes escaped; a program reads it, no person does.
told() { grep -o "&quot;$1&quot;:\(&quot;\)*[0-9a-f-]*" report.html | head -n 1 | sed 's/.*[:;]//'; } # NAME
of_proof() { sed -n "s/^$1: //p" proof/state.txt 2> /dev/null; } # NAME
case_id=$(told caseId) entry=$(told entry) of_case="$(told caseId) $(told entry) $(told head)"
if [ "$of_case" = "$(of_proof case) $(of_proof custody-entry) $(of_proof custody-head)" ]; then
  ok "report.html and proof/ tell the case $case_id as of custody entry $entry"
else failed 'report.html and proof/ tell the same case, as of the same custody entry'; fi
lines=$(($(wc -l < exhibits.tsv) - 1))
if [ "$(told exhibits)" = "$lines" ]; then ok "report.html says that it has $lines exhibits, and exhibits.tsv lists as many"
else failed "report.html says that it has $(told exhibits) exhibits; exhibits.tsv lists $lines"; fi
for pdf in $(sed -n 's|^\(report[A-Za-z0-9._-]*[.]pdf\)$|\1|p' "$work/here"); do
  if grep -q "$(hash report.html)" "$pdf"; then
    ok "$pdf says that it was printed from report.html"
    note "its pages cannot be compared: that they are those which were printed is known by its hash alone"
  else failed "$pdf says that it was printed from report.html"; fi
done

say '2. The signatures'
# A statement that names a file by its hash, the case and the entry, and an Ed25519 key that signed it.
signed() { # FILE, signed in FILE.sig; the key's fingerprint stands in $key then
  tr -d '\r' < "$1.sig" > "$work/sig"
  sed '/^$/,$d' "$work/sig" > "$work/statement"
  sed -n '/^-----BEGIN TRAILCASE REPORT SIGNATURE-----$/,/^-----END/p' "$work/sig" | grep -v -e ----- | openssl base64 -d > "$work/signature"
  sed -n '/^-----BEGIN PUBLIC KEY-----$/,/^-----END/p' "$work/sig" > "$work/key.pem"
  openssl pkey -pubin -in "$work/key.pem" -outform DER -out "$work/key" 2> /dev/null
  key=$(hash "$work/key" 2> /dev/null)
  field() { sed -n "s/^$1: //p" "$work/statement"; }
  openssl pkeyutl -verify -pubin -inkey "$work/key.pem" -rawin -in "$work/statement" -sigfile "$work/signature" > /dev/null 2>&1 &&
    [ "$(field key)" = "$key" ] && [ "$(field sha256)" = "$(hash "$1")" ] && [ "$(field case) $(field custody-entry)" = "$case_id $entry" ]
}
if [ ! -e SHA256SUMS.sig ]; then
  note "there is none; to be compared with a copy kept elsewhere: the SHA-256 of SHA256SUMS is $(hash SHA256SUMS)"
  [ -z "$fingerprint" ] || failed "there is a signature with the key $fingerprint"
elif ! has openssl || ! openssl version | grep -q '^OpenSSL [3-9]'; then note 'not checked: openssl 3.0 or newer is not installed'
elif signed SHA256SUMS; then
  first=$key
  ok "SHA256SUMS was signed with the key $key"
  if [ "$fingerprint" = "$key" ]; then ok 'that is the key whose fingerprint was given'
  elif [ -n "$fingerprint" ]; then failed "it was signed with the key whose fingerprint was given, $fingerprint"
  else note 'whose key that is must be known from elsewhere: compare this fingerprint with the one that the examiner gave you, or give it by --fingerprint HEX'; fi
  for file in $(sed -n 's|^\(report[A-Za-z0-9._-]*\)[.]sig$|\1|p' "$work/here"); do
    if signed "$file" && [ "$key" = "$first" ]; then ok "$file was signed with the same key"
    else failed "$file.sig is a signature of $file with the same key"; fi
  done
else failed 'SHA256SUMS.sig is a signature of SHA256SUMS'; fi

say '3. Evidence items'
tab=$(printf '\t')
sed 1d evidence.tsv > "$work/items"
while IFS=$tab read -r item _; do
  is_hash "$item" || { failed 'evidence.tsv names an item by something else than its hash'; continue; }
  if [ ! -e "evidence/$item" ]; then note "item $item is not in this folder; README.txt says why"
  elif [ "$(hash "evidence/$item")" = "$item" ]; then ok "item $item"
  else failed "item $item has other bytes"; fi
done < "$work/items"

say '4. Exhibits: each record is taken anew from its item'
# By item, so that each is decoded once; with the hash of the record beside what exhibits.tsv states.
# shellcheck disable=SC2086 # a command with its options
grep '^exhibits/[0-9]*\.record$' "$work/here" | xargs $sum > "$work/records"
sed 1d exhibits.tsv | sort -t "$tab" -k 2,2 > "$work/stated"
awk -F "$tab" 'NR == FNR { record[substr($0, 67)] = substr($0, 1, 64); next }
  { file = "exhibits/" $1 ".record"; print $0 "\t" (file in record ? record[file] : "none") }' "$work/records" "$work/stated" > "$work/exhibits"
# Of the records that the report shows; a report may have been written without its exhibits.
# Below the number of each exhibit the hash of its record comes first.
grep -o -e ' id="exhibit-[0-9]*"' -e 'class="record-hash">[0-9a-f]*<' report.html |
  awk -F '[-"><]' '/^ id=/ { number = $3; print number > shown; next } number != "" { print number " " $5; number = "" }' shown="$work/shown" > "$work/hashes"
# Every record has a line that says where it stands.
cut -f 1 "$work/stated" | sort > "$work/numbers"
sed -n 's|^exhibits/\([0-9]*\)\.record$|\1|p' "$work/here" | sort | comm -23 - "$work/numbers" > "$work/untold"
sed 's/^0*//' "$work/numbers" | sort > "$work/plain"
if [ -s "$work/shown" ] && [ "$(sort "$work/shown")" != "$(cat "$work/plain")" ]; then failed 'report.html shows the exhibits that exhibits.tsv lists, each once'; fi
[ ! -s "$work/untold" ] || failed "$(($(wc -l < "$work/untold"))) records below exhibits/ have no line in exhibits.tsv"
tell() { printf '%s\t%-8s%s\n' "$number" "$1" "exhibit $number: $2" >> told; }
content=''
cd "$work" || exit 2
touch told
while IFS=$tab read -r number item encoding offset length steps stated record; do
  if ! is_number "$number" || ! is_hash "$item" || ! is_number "$offset" || ! is_number "$length"; then
    number=0; tell FAILED 'a line of exhibits.tsv is none of its own'; continue
  fi
  if [ "$stated" = - ] && [ "$record" != none ]; then tell FAILED 'a record lies here of which exhibits.tsv states no hash'; continue; fi
  if [ "$stated" = - ]; then tell note 'the case does not hold the bytes of its record'; continue; fi
  if [ "$record" != "$stated" ]; then tell FAILED "exhibits/$number.record has the hash $stated"; continue; fi
  if [ -s hashes ] && ! grep -qx "${number#"${number%%[!0]*}"} $stated" hashes; then
    tell FAILED "report.html does not show a record with the hash $stated as this exhibit"
  fi
  json=$folder/exhibits/$number.json
  if ! grep -qF "\"$stated\"" "$json"; then tell FAILED "exhibits/$number.json does not state the hash $stated"; fi
  place=$item@$offset+$length
  [ "$steps" = - ] || place=$place/$steps
  if ! grep -qF "\"eventId\": \"$place\"" "$json"; then tell FAILED "exhibits/$number.json does not state the place $place"; fi
  if ! grep -qF "\"case\": \"$case_id\"" "$json"; then tell FAILED "exhibits/$number.json is of the case $case_id"; fi
  sed -n 's/^    "text": //p' "$json" | json_string > now
  if ! [ -s now ] && has base64; then sed -n 's/^    "base64": "\([A-Za-z0-9+/=]*\)"$/\1/p' "$json" | base64 -d > now 2> /dev/null; fi
  if [ "$(hash now)" != "$stated" ]; then tell FAILED "exhibits/$number.json has the text of another record, or none"; fi
  if [ ! -e "$folder/evidence/$item" ]; then
    tell note 'its record has the hash that is stated; its item is not here, so that it was not taken from it'; continue
  fi
  status=0
  if [ "$content" != "$item" ]; then
    content=''
    cp "$folder/evidence/$item" now
    for layer in $(printf '%s' "$encoding" | tr + ' '); do decode "$layer" || { status=$?; break; }; done
    if [ $status -eq 0 ]; then mv now content && content=$item; fi
  fi
  if [ $status -eq 0 ]; then
    tail -c "+$((offset + 1))" < content | head -c "$length" > now
    if [ "$steps" != - ]; then
      for step in $(printf '%s' "$steps" | tr / ' '); do decode "$step" || { status=$?; break; }; done
    fi
  fi
  case $status in
    3) tell note 'not taken from its item: a program for its encoding is not installed (zstd, iconv or base64)' ;;
    0)
      found=$(hash now)
      if [ "$found" = "$stated" ]; then tell ok "$stated"; else tell FAILED "what stands in its item has the hash $found, not $stated"; fi ;;
    *) tell FAILED 'its item cannot be decoded as exhibits.tsv says' ;;
  esac
done < exhibits
sort -t "$tab" -k 1,1n told | cut -f 2-
passed=$((passed + $(grep -c "^[0-9]*${tab}ok" told))) failures=$((failures + $(grep -c "^[0-9]*${tab}FAILED" told)))

if grep -q '^THE CASE FAILED ITS OWN VERIFICATION' "$folder/README.txt" 2> /dev/null; then
  say 'The case:'
  note 'it FAILED ITS OWN VERIFICATION when this was written: README.txt and the report say what is contradicted; the checks above do not mend it'
fi

say "$passed checks passed, $failures failed."
[ $failures -eq 0 ]
