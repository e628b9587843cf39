import { Component, type ErrorInfo, type ReactNode } from "react";
import { ErrorNote } from "./Notes";

type Props = {
  children: ReactNode /** Where it stands: somewhere else it tries again by itself. */;
  place: string;
};
type State = { error: unknown; failed: boolean };

/** A defect in one view leaves the others standing; decisions that wait are in the browser's storage. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, failed: false };

  static getDerivedStateFromError(error: unknown): State {
    return { error, failed: true };
  }

  override componentDidUpdate(before: Props): void {
    if (before.place !== this.props.place && this.state.failed) this.setState({ error: null, failed: false });
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return <ErrorNote error={this.state.error} retry={() => this.setState({ error: null, failed: false })} />;
  }
}
