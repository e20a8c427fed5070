// Markings such as `Privileged and confidential` stay on a redacted copy: taking them away could cost the protection that they claim.

const WORDS: ReadonlySet<string> = new Set(
  `a advice amber and anticipation at attorney attorneys business by clear client communication company confidence confidential confidentiality contains
controlled copy counsel distribution do draft eyes favor favour final for forward from green highly in information internal investigation legal limited
litigation material not of official on only or personal prepared privilege privileged product prejudice protected purpose purposes red release request
restricted secret sensitive solicitor strict strictly subject the this tlp to top trade unclassified under use white without work`
    .trim()
    .split(/\s+/),
);

/** Whether a text says how a document is to be treated, and nothing else. */
export function isMarking(text: string): boolean {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length > 0 && text.length <= 300 && words.every((word) => WORDS.has(word));
}
