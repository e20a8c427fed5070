// The storyline: findings in the order in which they tell the story, with headings and short texts between them; moved by dragging or by Alt and arrows.
import { Button } from '@blueprintjs/core';
import { ArrowDown, ArrowUp, Cross } from '@blueprintjs/icons';
import { type ReactNode, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import type { FindingEntry, StorylineBody, StoryPart } from '../../../shared/findings.ts';
import { Answered, Empty } from '../../components/states.tsx';
import { Door, plural, Time } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall } from '../../data/queries.ts';
import { useDraftPlace } from '../../state/session.tsx';
import { placesOf, type StoryPlace, useStoryDraft, type WrittenPart } from '../../state/story-drafts.ts';
import { useView } from '../../state/view-context.tsx';
import { FindingFacts } from './finding-text.tsx';
import { ReferenceArea } from './reference-area.tsx';
import { StoryActs } from './story-acts.ts';
import { StorylineHistory } from './storyline-history.tsx';
import { StorylineText } from './storyline-text.tsx';

/** What a dragged part carries: its place. Another program's text means nothing here. */
const PART_TYPE = 'application/x-trailcase-story-part';

const EMPTY: StorylineBody = { version: 1, parts: [] };

export function StorylineTab({ findings }: { findings: readonly FindingEntry[] }) {
  const asked = useCall('storyline.get', {});
  const [reading, setReading] = useState(false);
  const drafts = useDraftPlace();
  const [, redraw] = useState({});
  const acts = useMemo(
    () =>
      new StoryActs(drafts, (step) =>
        flushSync(() => {
          step();
          redraw({});
        }),
      ),
    [drafts],
  );
  return (
    <Answered asked={asked}>
      {({ history, others }) => {
        const own = history[0];
        if (own) acts.seen(own);
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
                  onClick={() => void acts.replaceAll(other.body.parts, 'Storyline adopted')}
                  data-testid="storyline-adopt"
                />
              </div>
            ))}
            {reading ? (
              <StorylineText body={own?.body ?? EMPTY} findings={findings} />
            ) : (
              <>
                <Parts findings={findings} acts={acts} />
                {history.length > 0 && (
                  <StorylineHistory
                    history={history}
                    findings={findings}
                    restore={(version) => void acts.replaceAll(version.body.parts, 'Storyline restored')}
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

interface PartsProps {
  findings: readonly FindingEntry[];
  acts: StoryActs;
}

function Parts({ findings, acts }: PartsProps) {
  const { parts } = acts;
  const places = placesOf(parts);
  const [over, setOver] = useState<number | null>(null);
  const free = findings.filter(({ id, current }) => !current.removed && !parts.some((part) => part.kind === 'finding' && part.id === id));
  const move = (from: number, to: number) => {
    const part = parts[from];
    if (!part || to < 0 || to >= parts.length || from === to) return;
    void acts.move(part, to);
    requestAnimationFrame(() => document.querySelectorAll<HTMLElement>('[data-testid="story-grip"]')[to]?.focus());
  };
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
            <Part part={part} place={places[i] ?? null} findings={findings} acts={acts} />
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
                onClick={() => void acts.remove(part)}
              />
            </span>
          </li>
        ))}
      </ol>
      <div className="tc-bookmark-line">
        <Button
          size="small"
          text="Heading"
          onClick={() => void acts.add({ kind: 'heading', text: 'Heading' }, 'Heading added')}
          data-testid="story-heading"
        />
        <Button size="small" text="Text" onClick={() => void acts.add({ kind: 'text', text: '' }, 'Text added')} data-testid="story-text" />
        {free.map(({ id, current }) => (
          <Button
            key={id}
            size="small"
            variant="outlined"
            text={`+ ${oneLine(current.body.title)}`}
            onClick={() => void acts.add({ kind: 'finding', id }, 'Finding put into the storyline')}
            data-testid="story-add"
          />
        ))}
      </div>
    </>
  );
}

interface PartProps {
  part: StoryPart;
  /** Null for a finding. */
  place: StoryPlace | null;
  findings: readonly FindingEntry[];
  acts: StoryActs;
}

function Part({ part, place, findings, acts }: PartProps): ReactNode {
  const { go } = useView();
  if (part.kind !== 'finding') return place && <Words part={part} place={place} acts={acts} />;
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

/** Written on in place, stored when one leaves it: it stays a draft until then. */
function Words({ part, place, acts }: { part: WrittenPart; place: StoryPlace; acts: StoryActs }) {
  const [draft, setText] = useStoryDraft(useDraftPlace(), place);
  const text = draft ?? part.text;
  const leave = () => {
    if (draft !== null) void acts.write(part, draft);
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
