/** Which library this page is of: what is kept in the browser is of one, and nothing to another at the same address. */
export const LIBRARY = document.querySelector<HTMLMetaElement>('meta[name="winnow-library"]')?.content ?? "";

type Memory<T> = {
  /** What `as` makes of what was written; undefined where that is nothing, or nothing that is of use. */
  read<R>(as: (told: T) => R): R | undefined;
  write(value: T): void;
};

/** What one tab keeps over a reload, as JSON. Where the browser keeps nothing, a reload forgets. */
export function tabMemory<T>(name: string): Memory<T> {
  const key = `winnow.${name}.${LIBRARY}`;
  return {
    read(as) {
      try {
        return as(JSON.parse(sessionStorage.getItem(key) ?? "") as T);
      } catch {
        return undefined;
      }
    },
    write(value) {
      try {
        sessionStorage.setItem(key, JSON.stringify(value));
      } catch {
        // The storage is full or switched off.
      }
    },
  };
}
