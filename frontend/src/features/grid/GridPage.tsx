export function GridPage() {
  return <p>…</p>;
}
