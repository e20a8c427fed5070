// The list of keys.
import { Dialog, DialogBody } from '@blueprintjs/core';
import { Fragment } from 'react';
import { VIEWS } from '../views/registry.tsx';

const KEYS: readonly { title: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    title: 'Everywhere',
    keys: [
      ['g, then a key', `a view: ${VIEWS.flatMap(({ key, label }) => (key === null ? [] : [`${key} ${label}`])).join(', ')}`],
      ['Alt-1 … Alt-9', 'the first nine views, in their order (also g, then the digit)'],
      ['Alt-←  Alt-→', 'back, forward: also takes back a change of the filter (also [ ] and the buttons of the mouse)'],
      ['Ctrl-Z  Ctrl-Shift-Z', 'take back what was done last, do it again: both stay in the case as versions'],
      ['Ctrl-S', 'save this view under a name'],
      ['/', 'filter'],
      ['Ctrl-F', 'search in the raw records'],
      ['Ctrl-K', 'go to anything, do anything'],
      ['Ctrl-Shift-N', 'another window on the case; Ctrl-click or the middle button opens a view or value in one'],
      ['Ctrl-+  Ctrl-−  Ctrl-0', 'larger, smaller, normal size'],
      ['Tab', 'from part to part; the first stop leads past the bars into the view'],
      ['?', 'this list'],
      ['Esc', 'close what is open'],
    ],
  },
  {
    title: 'Events',
    keys: [
      ['j  k', 'next, previous event (also ↓ ↑)'],
      ['PageDown  PageUp', 'a screen on, back'],
      ['Home  End', 'first, last event'],
      ['Enter', 'into the event panel'],
      ['s', 'oldest or newest first'],
      ['b  B', 'bookmark the event, in the next colour'],
      ['t  n', 'tag it, write a note'],
      ['1 … 6', 'bookmark it in this colour, or colour its bookmark'],
    ],
  },
  {
    title: 'Marking events',
    keys: [
      ['x', 'mark the event, or no longer (also Ctrl-click)'],
      ['Shift-↓ ↑  J  K', 'mark from here on (also Shift-click)'],
      ['Ctrl-A', 'all events of the list'],
      ['b  B  1 … 6  t  n', 'bookmark, colour, tag, note: all that are marked'],
      ['Esc', 'mark none'],
      ['f', 'to a finding, existing or new'],
    ],
  },
  {
    title: 'Facets',
    keys: [
      ['Shift-F', 'show the facets, or fold them away'],
      ['↓  ↑', 'next, previous value'],
      ['Enter', 'only events with the value; again: no longer'],
      ['x', 'without the value; again: no longer'],
      ['Alt-↑  Alt-↓', 'on a title: move the facet'],
    ],
  },
  {
    title: 'Actors, addresses, keys',
    keys: [
      ['j  k', 'next, previous row (also ↓ ↑)'],
      ['o', 'all about it'],
    ],
  },
  {
    title: 'Findings',
    keys: [
      ['Shift-N', 'new finding, or hypothesis'],
      ['j  k', 'next, previous finding'],
      ['e', 'edit it'],
      ['[[', 'in its texts: refer to an event, actor, key, view …'],
      ['Ctrl-Enter', 'save it'],
      ['Alt-↑  Alt-↓', 'in the storyline: earlier, later'],
    ],
  },
  {
    title: 'Timeline',
    keys: [
      ['+  −', 'nearer, farther'],
      [',  .', 'earlier, later (also ← → outside of the lanes)'],
      ['0', 'the whole case'],
      ['↓', 'into the lanes; there ← → move along time, ↑ ↓ between lanes, Home End to the ends'],
      ['Enter', 'open the event, the lane or the mark that has the focus'],
      ['p', 'pin the lane, or let it go'],
      ['m  Alt-m', 'next, previous marker'],
      ['v', 'choose the span in view: to filter, bookmark it, or list its events'],
      ['j  k', 'next, previous event, when events are shown singly'],
    ],
  },
  {
    title: 'SQL',
    keys: [
      ['Ctrl-Enter', 'run the query'],
      ['Ctrl-Space', 'what may stand here (Tab or Enter takes it)'],
      ['←  →  ↑  ↓', 'in the result: from value to value'],
      ['Enter', 'open the event of the row'],
      ['Space', 'the whole value (Esc closes it)'],
      ['c', 'copy the value'],
    ],
  },
  {
    title: 'Integrity: chains',
    keys: [
      ['+  −  ←  →  0', 'nearer, farther, earlier, later, the whole'],
      ['j  k', 'next, previous chain'],
      ['l  h', 'next, previous span or digest'],
      ['n  p', 'next, previous that is not proven'],
      ['Esc', 'close the chosen span'],
    ],
  },
  {
    title: 'Values (actor, key, address, resource, API, …)',
    keys: [
      ['click', 'all about it; a value that is no entity, as an error: only events with it'],
      ['Alt-click', 'only events with it'],
      ['Shift-Alt-click', 'only events without it'],
      ['right-click', 'everything that can be done with it: compare, copy, bookmark the event it stands in'],
    ],
  },
];

export function KeysDialog({ isOpen, close }: { isOpen: boolean; close: () => void }) {
  return (
    <Dialog isOpen={isOpen} onClose={close} title="Keys" className="tc-dialog-wide">
      <DialogBody>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls where the window is small */}
        <div className="tc-keys" tabIndex={0} data-testid="keys-list">
          {KEYS.map((group) => (
            <section key={group.title}>
              <h3>{group.title}</h3>
              <dl>
                {group.keys.map(([key, what]) => (
                  <Fragment key={key}>
                    <dt>
                      <kbd>{key}</kbd>
                    </dt>
                    <dd>{what}</dd>
                  </Fragment>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </DialogBody>
    </Dialog>
  );
}
