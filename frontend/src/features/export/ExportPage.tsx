export function ExportPage() {
  return <p>…</p>;
}
