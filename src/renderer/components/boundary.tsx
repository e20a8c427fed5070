// Keeps a mistake of ours in one view from blanking the window: the rest goes on, the view can be tried again.
import { Component, type ReactNode } from 'react';
import { ErrorCallout } from './states.tsx';

interface BoundaryState {
  error: unknown;
}

/** `key` it by what is shown, so that going elsewhere clears the error. */
export class Boundary extends Component<{ children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { error: null };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <ErrorCallout error={this.state.error} title="This part of the window failed" retry={() => this.setState({ error: null })} />;
  }
}
