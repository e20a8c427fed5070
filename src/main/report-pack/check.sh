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
folder=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 2
cd "$folder" || exit 2
for file in SHA256SUMS exhibits.tsv evidence.tsv report.html; do [ -f "$file" ] && [ -r "$file" ] || stop "$file is missing: this folder is not whole"; done
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
malformed=$(awk '!/^[0-9a-f]+  [A-Za-z0-9_]/ || index($0, "  ") != 65 || /\.\./ { n++ } END { print n + 0 }' SHA256SUMS)
if [ "$malformed" -ne 0 ] || [ ! -s SHA256SUMS ]; then failed "$malformed lines of SHA256SUMS are no hash and name of a file here"
elif $sum -c SHA256SUMS > "$work/sums" 2>&1; then ok "all $(($(wc -l < SHA256SUMS))) files have the hashes that SHA256SUMS lists"
else
  failed 'the files have the hashes that SHA256SUMS lists'
  grep -v ': OK$' "$work/sums" | tr -c '[:print:]\n' '?' | head -n 20 | sed 's/^/          /'
fi
find . -type f | sed 's|^\./||' | sort > "$work/here"
{ cut -c 67- SHA256SUMS; echo SHA256SUMS; [ ! -e SHA256SUMS.sig ] || echo SHA256SUMS.sig; } | sort > "$work/listed"
comm -23 "$work/here" "$work/listed" > "$work/more"
if grep -E '^(exhibits/|evidence/|proof/|report)' "$work/more" > "$work/posing"; then
  failed "$(($(wc -l < "$work/posing"))) files that are not listed stand among those that are, and are no part of this folder:"
  tr -c '[:print:]\n' '?' < "$work/posing" | head -n 20 | sed 's/^/          /'
elif [ -s "$work/more" ]; then
  note "$(($(wc -l < "$work/more"))) files here are not listed: they are no part of it:"
  tr -c '[:print:]\n' '?' < "$work/more" | head -n 20 | sed 's/^/          /'
fi

say '2. The signature'
if [ ! -e SHA256SUMS.sig ]; then
  note "there is none; to be compared with a copy kept elsewhere: the SHA-256 of SHA256SUMS is $(hash SHA256SUMS)"
elif ! has openssl || ! openssl version | grep -q '^OpenSSL [3-9]'; then note 'not checked: openssl 3.0 or newer is not installed'
else
  tr -d '\r' < SHA256SUMS.sig > "$work/sig"
  sed '/^$/,$d' "$work/sig" > "$work/statement"
  sed -n '/^-----BEGIN TRAILCASE REPORT SIGNATURE-----$/,/^-----END/p' "$work/sig" | grep -v -e ----- | openssl base64 -d > "$work/signature"
  sed -n '/^-----BEGIN PUBLIC KEY-----$/,/^-----END/p' "$work/sig" > "$work/key.pem"
  openssl pkey -pubin -in "$work/key.pem" -outform DER -out "$work/key" 2> /dev/null
  key=$(hash "$work/key" 2> /dev/null)
  if openssl pkeyutl -verify -pubin -inkey "$work/key.pem" -rawin -in "$work/statement" -sigfile "$work/signature" > /dev/null 2>&1 &&
    [ "$(sed -n 's/^key: //p' "$work/statement")" = "$key" ] &&
    [ "$(sed -n 's/^sha256: //p' "$work/statement")" = "$(hash SHA256SUMS)" ]
  then
    ok "SHA256SUMS was signed with the key $key"
    note 'whose key that is must be known from elsewhere: compare this fingerprint with the one that the examiner gave you'
  else failed 'SHA256SUMS.sig is a signature of SHA256SUMS'; fi
fi

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
grep -o 'class="record-hash">[0-9a-f]*<' report.html | cut -c 21-84 > "$work/hashes"
# Every record has a line that says where it stands.
cut -f 1 "$work/stated" | sort > "$work/numbers"
sed -n 's|^exhibits/\([0-9]*\)\.record$|\1|p' "$work/here" | sort | comm -23 - "$work/numbers" > "$work/untold"
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
  if [ -s hashes ] && ! grep -qx "$stated" hashes; then tell FAILED "report.html does not show a record with the hash $stated"; fi
  if ! grep -qF "\"$stated\"" "$folder/exhibits/$number.json"; then tell FAILED "exhibits/$number.json does not state the hash $stated"; fi
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

say "$passed checks passed, $failures failed."
[ $failures -eq 0 ]
