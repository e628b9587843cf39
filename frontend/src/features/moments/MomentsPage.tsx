export function MomentsPage() {
  return <p>…</p>;
}
