// The storyline: findings in the order in which they tell the story, with headings and short texts between them; moved by dragging or by Alt and arrows.
import { Button } from '@blueprintjs/core';
import { ArrowDown, ArrowUp, Cross } from '@blueprintjs/icons';
import { type ReactNode, useRef, useState } from 'react';
import type { FindingEntry, StorylineBody, StoryPart } from '../../../shared/findings.ts';
import { noticeError } from '../../components/notices.tsx';
import { Answered, Empty } from '../../components/states.tsx';
import { Door, plural, Time } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall, useCase } from '../../data/queries.ts';
import { beginningOf, leftAfterStoring, useStoryDraft, type WrittenPart } from '../../state/story-drafts.ts';
import { useView } from '../../state/view-context.tsx';
import { FindingFacts } from './finding-text.tsx';
import { withText } from './leave-drafts.ts';
import { saveStoryline } from './put-finding.ts';
import { ReferenceArea } from './reference-area.tsx';
import { StorylineHistory } from './storyline-history.tsx';
import { StorylineText } from './storyline-text.tsx';

/** What a dragged part carries: its place. Another program's text means nothing here. */
const PART_TYPE = 'application/x-trailcase-story-part';

const EMPTY: StorylineBody = { version: 1, parts: [] };

export function StorylineTab({ findings }: { findings: readonly FindingEntry[] }) {
  const asked = useCall('storyline.get', {});
  const [reading, setReading] = useState(false);
  // Leaving a text and pressing a button are two acts at once: the second begins where the first has ended.
  const latest = useRef<{ version: number; parts: readonly StoryPart[] }>({ version: 0, parts: [] });
  const acts = useRef<Promise<unknown>>(Promise.resolve());
  const put: Put = (change, words) => {
    const act = acts.current.then(async () => {
      const former = latest.current;
      const parts = change(former.parts);
      if (JSON.stringify(parts) === JSON.stringify(former.parts)) return true;
      const version = await saveStoryline(
        { version: 1, parts: [...parts] },
        { version: 1, parts: [...former.parts] },
        words,
        former.version,
      );
      if (version > latest.current.version) latest.current = { version, parts };
      return true;
    });
    const told = act.catch((thrown) => {
      noticeError(thrown);
      return false;
    });
    acts.current = told;
    return told;
  };
  return (
    <Answered asked={asked}>
      {({ history, others }) => {
        const own = history[0];
        const body = own?.body ?? EMPTY;
        if (own && own.version > latest.current.version) latest.current = { version: own.version, parts: own.body.parts };
        return (
          <div className="tc-storyline" data-testid="storyline">
            <div className="tc-bookmark-line">
              <Button size="small" text={reading ? 'Arrange' : 'Read'} onClick={() => setReading(!reading)} data-testid="storyline-read" />
              <span className="tc-dim tc-small tc-grow">
                {own ? (
                  <>
                    {oneLine(own.author)} · <Time ms={own.at} /> · {plural(history.length, 'version')}
                  </>
                ) : (
                  'It becomes the spine of the report.'
                )}
              </span>
            </div>
            {others.map((other) => (
              <div key={other.origin} className="tc-note">
                {oneLine(other.author)} has another storyline of {plural(other.body.parts.length, 'part')} (<Time ms={other.at} />
                ).{' '}
                <Button
                  size="small"
                  text="Adopt it"
                  onClick={() => put(() => other.body.parts, 'Storyline adopted')}
                  data-testid="storyline-adopt"
                />
              </div>
            ))}
            {reading ? (
              <StorylineText body={body} findings={findings} />
            ) : (
              <>
                <Parts body={body} findings={findings} put={put} />
                {history.length > 0 && (
                  <StorylineHistory
                    history={history}
                    findings={findings}
                    restore={(version) => void put(() => version.body.parts, 'Storyline restored')}
                  />
                )}
              </>
            )}
          </div>
        );
      }}
    </Answered>
  );
}

/** Changes the parts as they are when it is their turn; whether that was stored. */
type Put = (change: (parts: readonly StoryPart[]) => readonly StoryPart[], words: string) => Promise<boolean>;

interface PartsProps {
  body: StorylineBody;
  findings: readonly FindingEntry[];
  put: Put;
}

function Parts({ body, findings, put }: PartsProps) {
  const { parts } = body;
  const [over, setOver] = useState<number | null>(null);
  const free = findings.filter(({ id, current }) => !current.removed && !parts.some((part) => part.kind === 'finding' && part.id === id));
  const add = (part: StoryPart, words: string) => put((now) => [...now, part], words);
  const move = (from: number, to: number) => {
    if (to < 0 || to >= parts.length || from === to) return;
    put((now) => moved(now, from, to), 'Storyline arranged');
    requestAnimationFrame(() => document.querySelectorAll<HTMLElement>('[data-testid="story-grip"]')[to]?.focus());
  };
  const change = (i: number, part: StoryPart) => put((now) => now.map((one, n) => (n === i ? part : one)), 'Storyline changed');
  return (
    <>
      {parts.length === 0 && (
        <Empty title="No storyline yet" testid="storyline-empty">
          Add findings in the order in which they tell what happened, with headings and short texts between them.
        </Empty>
      )}
      <ol className="tc-story-parts">
        {parts.map((part, i) => (
          <li
            key={`${part.kind} ${part.kind === 'finding' ? part.id : i}`}
            className={`tc-story-part tc-story-${part.kind}${over === i ? ' tc-drop-over' : ''}`}
            data-testid="story-part"
            data-kind={part.kind}
            draggable
            onDragStart={(event) => event.dataTransfer.setData(PART_TYPE, String(i))}
            onDragOver={(event) => {
              if (!event.dataTransfer.types.includes(PART_TYPE)) return;
              event.preventDefault();
              setOver(i);
            }}
            onDragLeave={() => setOver(null)}
            onDrop={(event) => {
              setOver(null);
              const from = Number(event.dataTransfer.getData(PART_TYPE));
              if (event.dataTransfer.types.includes(PART_TYPE) && Number.isInteger(from)) move(from, i);
            }}
          >
            <button
              type="button"
              className="tc-story-grip"
              aria-label={`Part ${i + 1} of ${parts.length}: Alt and arrows move it`}
              title="Drag, or Alt and arrows"
              data-testid="story-grip"
              onKeyDown={(event) => {
                if (!event.altKey || !/^Arrow(Up|Down)$/.test(event.key)) return;
                event.preventDefault();
                event.stopPropagation();
                move(i, event.key === 'ArrowUp' ? i - 1 : i + 1);
              }}
            >
              ⋮⋮
            </button>
            <Part part={part} findings={findings} change={(next) => change(i, next)} />
            <span className="tc-story-buttons">
              <Button
                size="small"
                variant="minimal"
                icon={<ArrowUp size={12} />}
                aria-label="Earlier"
                disabled={i === 0}
                onClick={() => move(i, i - 1)}
              />
              <Button
                size="small"
                variant="minimal"
                icon={<ArrowDown size={12} />}
                aria-label="Later"
                disabled={i === parts.length - 1}
                onClick={() => move(i, i + 1)}
              />
              <Button
                size="small"
                variant="minimal"
                icon={<Cross size={12} />}
                aria-label="Out of the storyline"
                onClick={() => put((now) => now.filter((_, n) => n !== i), 'Taken out of the storyline')}
              />
            </span>
          </li>
        ))}
      </ol>
      <div className="tc-bookmark-line">
        <Button
          size="small"
          text="Heading"
          onClick={() => add({ kind: 'heading', text: 'Heading' }, 'Heading added')}
          data-testid="story-heading"
        />
        <Button size="small" text="Text" onClick={() => add({ kind: 'text', text: '' }, 'Text added')} data-testid="story-text" />
        {free.map(({ id, current }) => (
          <Button
            key={id}
            size="small"
            variant="outlined"
            text={`+ ${oneLine(current.body.title)}`}
            onClick={() => add({ kind: 'finding', id }, 'Finding put into the storyline')}
            data-testid="story-add"
          />
        ))}
      </div>
    </>
  );
}

function moved(parts: readonly StoryPart[], from: number, to: number): readonly StoryPart[] {
  const next = [...parts];
  const [part] = next.splice(from, 1);
  if (part) next.splice(to, 0, part);
  return next;
}

function Part({
  part,
  findings,
  change,
}: {
  part: StoryPart;
  findings: readonly FindingEntry[];
  change: (part: StoryPart) => Promise<boolean>;
}): ReactNode {
  const { go } = useView();
  if (part.kind === 'heading' || part.kind === 'text') return <Words part={part} change={change} />;
  const entry = findings.find(({ id }) => id === part.id);
  if (!entry) return <p className="tc-verdict-missing">∅ a finding that is not in this case: {part.id}</p>;
  return (
    <div className="tc-grow">
      <Door title="Opens the finding" onOpen={() => go({ findingsTab: 'findings', finding: part.id })}>
        {entry.current.removed && '✖ taken away: '}
        {oneLine(entry.current.body.title)}
      </Door>
      <FindingFacts entry={entry} />
    </div>
  );
}

/** Written on in place, stored when one leaves it. */
function Words({ part, change }: { part: WrittenPart; change: (part: StoryPart) => Promise<boolean> }) {
  const { caseId } = useCase().case;
  // What is stored is known here before the list is read again, and the field is written on meanwhile.
  const place = useRef({ stored: part, shown: part.text });
  if (part.text === place.current.stored.text) place.current.shown = part.text;
  else if (part.text !== place.current.shown) place.current = { stored: part, shown: part.text };
  const own = place.current;
  const [draft, setText] = useStoryDraft(caseId, own.stored);
  const text = draft ?? own.stored.text;
  const leave = () => {
    if (draft === null) return;
    const next = withText(own.stored, draft);
    // It stays a draft until it is stored.
    change(next).then((isStored) => {
      if (!isStored) return;
      const was = own.stored;
      own.stored = next;
      leftAfterStoring(caseId, { kind: was.kind, over: beginningOf(was), text: draft }, next);
    });
  };
  return (
    <div className="tc-grow">
      {part.kind === 'heading' ? (
        <input
          className="bp6-input tc-story-heading-text"
          value={text}
          maxLength={200}
          aria-label="Heading"
          onBlur={leave}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={(event) => event.key === 'Enter' && leave()}
        />
      ) : (
        <ReferenceArea
          value={text}
          onChange={setText}
          onLeave={leave}
          label="Text between findings"
          rows={2}
          placeholder="What leads from one to the next"
        />
      )}
    </div>
  );
}
