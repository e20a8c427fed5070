// Leads to where the note of a bookmark is being written, and tells how it begins.
import { TARGET_TITLES, targetKindOf } from '../../../shared/annotations.ts';
import { useShell } from '../../app/shell.tsx';
import { Door } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import type { BookmarkDraft } from '../../state/bookmark-drafts.ts';
import { useView } from '../../state/view-context.tsx';

/** Characters of the text, by which it is known again. */
const BEGINNING = 60;

export function BookmarkDoor({ draft: { target, text } }: { draft: BookmarkDraft }) {
  const { go } = useView();
  const shell = useShell();
  const kind = targetKindOf(target);
  const open = () => {
    if (kind === 'event') go({ view: 'events', selectedEventId: target });
    else if (kind === 'view') shell.open('views');
    else go({ view: 'bookmarks' });
  };
  const beginning = oneLine(text.trim().slice(0, BEGINNING));
  return (
    <Door title="Opens what it is on, where the note can be saved or thrown away" onOpen={open}>
      the note on {kind === 'event' || kind === 'entity' ? 'an' : 'a'} {TARGET_TITLES[kind].one}
      {beginning === '' ? ', taken out' : `: “${beginning}${text.trim().length > BEGINNING ? '…' : ''}”`}
    </Door>
  );
}
