export function WeightsPage() {
  return <p>…</p>;
}
