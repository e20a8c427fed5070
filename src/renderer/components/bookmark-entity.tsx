// Marks an entity from the menu of any value that names it, as "Marks and note" does on its page.
import { MenuItem } from '@blueprintjs/core';
import { Bookmark } from '@blueprintjs/icons';
import type { ReactNode } from 'react';
import { parseTarget, targetText } from '../../shared/annotations.ts';
import { annotate } from '../data/annotate.ts';
import { call } from '../data/bridge.ts';
import { kindWord } from '../views/pivot/words.ts';
import { noticeError } from './notices.tsx';
import type { Entity } from './value.tsx';

/** Nothing for a value that is too long to be marked. What is marked already stays as it is. */
export function bookmarkEntityItem(entity: Entity): ReactNode {
  if (!parseTarget(targetOf(entity))) return null;
  const word = kindWord(entity.kind);
  const put = async () => {
    const target = targetOf(await own(entity));
    await annotate(`Bookmarked the ${word}; colour, label and tags: on its page`, [{ target, act: { kind: 'bookmark' } }]);
  };
  return <MenuItem icon={<Bookmark />} text={`Bookmark this ${word}`} onClick={() => void put().catch(noticeError)} />;
}

const targetOf = ({ kind, value }: Entity): string => targetText({ kind: 'entity', of: kind, value });

/** An actor has its marks under its id, whichever of its names was clicked: see its page. */
async function own({ kind, value }: Entity): Promise<Entity> {
  return kind === 'actor' ? { kind, value: (await call('pivot', { kind, value })).who ?? value } : { kind, value };
}
