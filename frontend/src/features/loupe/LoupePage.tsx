export function LoupePage() {
  return <p>…</p>;
}
