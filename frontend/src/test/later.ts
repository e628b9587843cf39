/** What comes when a test says so. */
export function later<T = void>(): { coming: Promise<T>; arrive: (value: T) => void } {
  let arrive: (value: T) => void = () => undefined;
  const coming = new Promise<T>((resolve) => {
    arrive = resolve;
  });
  return { coming, arrive };
}
