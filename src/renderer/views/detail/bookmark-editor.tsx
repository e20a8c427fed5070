// What the examiner puts on the event of the panel.
import { AnnotationEditor } from '../../components/annotations/annotation-editor.tsx';

/** `target`: the public id under which its bookmark stands, else that of the event. */
export function BookmarkEditor({ target }: { target: string }) {
  return <AnnotationEditor key={target} target={target} what="the event" />;
}
