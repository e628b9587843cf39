// Counts, from inside the page, what a person waits for. Runs before anything of the page does.
"use strict";
{
  let shownAll;
  const watched = { cells: 0, pictures: 0, tasks: [], frame: 0, steps: [] };
  watched.ready = new Promise((done) => { shownAll = done; });
  window.watched = watched;

  // Once the frame that is being made is painted: a message is handled after it.
  function painted(note) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => note(performance.now());
    port2.postMessage(0);
  }

  const there = (image) => image.complete && image.naturalWidth > 0;
  const inView = (image) => image.getBoundingClientRect().top < innerHeight;

  // The first cells of the grid, and all their pictures.
  requestAnimationFrame(function look() {
    if (watched.cells && watched.pictures) return shownAll(true);
    const cells = document.querySelectorAll("[role=option]");
    if (cells.length > 0 && !watched.cells) painted((now) => { watched.cells ||= now; });
    const waits = [...document.querySelectorAll("[role=option] img")].some((image) => !there(image) && inView(image));
    if (watched.cells && !waits) painted((now) => { watched.pictures ||= now; });
    requestAnimationFrame(look);
  });

  // The longest time that nothing moved.
  requestAnimationFrame(function next(before) {
    requestAnimationFrame((now) => {
      watched.frame = Math.max(watched.frame, now - before);
      next(now);
    });
  });

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) watched.tasks.push([startTime, duration]);
  }).observe({ type: "longtask", buffered: true });

  // A key press that goes on, until the preview of another photo is painted, or of the same one in another moment.
  const onward = new Set(["ArrowRight", "ArrowDown", "Enter"]);
  const shown = () => [...document.querySelectorAll("img[data-photo]")].at(-1);
  addEventListener("keydown", (event) => {
    if (!onward.has(event.key)) return;
    const before = shown();
    const photo = before?.dataset.photo;
    requestAnimationFrame(function look() {
      const image = shown();
      const isAnother = image && (image !== before || image.dataset.photo !== photo);
      if (!isAnother || !there(image)) requestAnimationFrame(look);
      else painted((now) => watched.steps.push(now - event.timeStamp));
    });
  }, true);
}
