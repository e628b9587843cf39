export function SlideshowPage() {
  return <p>…</p>;
}
