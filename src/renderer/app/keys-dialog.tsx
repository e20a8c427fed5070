// The list of keys.
import { Dialog, DialogBody } from '@blueprintjs/core';
import { Fragment } from 'react';

const KEYS: readonly { title: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    title: 'Everywhere',
    keys: [
      ['1 … 9', 'the first nine views, in their order'],
      ['Alt-←  Alt-→', 'back, forward: also takes back a change of the filter (also [ ] and the buttons of the mouse)'],
      ['Ctrl-S', 'save this view under a name'],
      ['/', 'filter'],
      ['Ctrl-F', 'search in the raw records'],
      ['Ctrl-K', 'go to anything'],
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
      ['b', 'bookmark the event'],
    ],
  },
  {
    title: 'Facets',
    keys: [
      ['g', 'show the facets, or fold them away'],
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
    title: 'Timeline',
    keys: [
      ['+  −', 'nearer, farther'],
      ['←  →', 'earlier, later'],
      ['0', 'the whole case'],
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
        <div className="tc-keys" data-testid="keys-list">
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
