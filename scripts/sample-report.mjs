// `npm run sample-report`: the full report of the sample investigation, as HTML and PDF, for the documentation.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { root } from './root.mjs';
import { program } from './step.mjs';
import { systemLibraries } from './system-libraries.mjs';
import { trailcase } from './trailcase.mjs';

await program(async () => {
  install();
  systemLibraries({ tests: false });
  await build();
  // A report states where its evidence was read from: not from where somebody keeps this repository.
  const folder = path.join(tmpdir(), 'trailcase-sample-report');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  cpSync(path.join(root, 'resources/sample/archive'), path.join(folder, 'archive'), { recursive: true });
  try {
    const file = playedCase(folder);
    for (const ending of ['html', 'pdf'])
      trailcase('report', file, '--out', path.join(root, `docs/sample-report.${ending}`), '--overwrite');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The sample's case with all that resources/sample/investigation.json says of it. */
function playedCase(folder) {
  const { facts, bookmarks, tags, findings, storyline, reviews, texts } = JSON.parse(
    readFileSync(path.join(root, 'resources/sample/investigation.json'), 'utf8'),
  );
  const file = path.join(folder, 'TeluguBites.trailcase');
  trailcase('create', file, ...Object.entries(facts).flatMap(([name, value]) => [`--${name}`, value]));
  trailcase('import', file, path.join(folder, 'archive'));
  const known = new Map();
  const idOf = (event) => {
    if (!known.has(event)) known.set(event, trailcase('events', file, `eventID:${event}*`).value.rows[0].id);
    return known.get(event);
  };
  for (const { event, colour, label = '', note } of bookmarks)
    trailcase('bookmark', file, idOf(event), '--colour', colour, '--note', note, ...(label === '' ? [] : ['--label', label]));
  for (const { event, tags: names } of tags) trailcase('tag', file, ...names, '--event', idOf(event));
  const input = (value) => {
    const name = path.join(folder, 'input.json');
    writeFileSync(name, JSON.stringify(value));
    return name;
  };
  const ids = new Map();
  for (const [key, body] of Object.entries(findings)) {
    const cited = (side) => (body[side] ?? []).map(({ id, reason }) => ({ id: idOf(id), reason }));
    const narrative = (body.narrative ?? '').replace(/\[\[event:([0-9a-f-]+)\]\]/g, (_, event) => `[[event:${idOf(event)}]]`);
    const whole = { ...body, narrative, supporting: cited('supporting'), contradicting: cited('contradicting') };
    ids.set(key, trailcase('finding', file, 'add', '--from', input(whole)).value.id);
  }
  const parts = storyline.map((part) => {
    if (part.finding !== undefined) return { kind: 'finding', id: ids.get(part.finding) };
    return part.heading !== undefined ? { kind: 'heading', text: part.heading } : { kind: 'text', text: part.text };
  });
  trailcase('storyline', file, 'set', '--from', input({ parts }));
  for (const { finding, verdict, note } of reviews) trailcase('review', file, ids.get(finding), verdict, '--note', note);
  trailcase('report-texts', file, 'set', '--from', input(texts));
  return file;
}
