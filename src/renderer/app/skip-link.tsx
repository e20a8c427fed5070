// The first stop of the keyboard: past the bars and the navigation, into the view.

export const MAIN_ID = 'main';

export function SkipLink() {
  return (
    <a
      className="tc-skip"
      href={`#${MAIN_ID}`}
      data-testid="skip-link"
      onClick={(event) => {
        // Not by the address: the page stays at its own.
        event.preventDefault();
        document.getElementById(MAIN_ID)?.focus();
      }}
    >
      Skip to the view
    </a>
  );
}
