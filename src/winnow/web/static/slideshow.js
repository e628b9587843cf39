// The slideshow page.
//
//   list of photos → show(0) → after a while show(next) ...
//   keys, clicks, swipes → the same few verbs: go, pause, about, full screen, leave
//
// Each picture is fetched at the screen's own pixels, decoded before it is shown, and the next ones are fetched ahead.

const SECONDS_PER_PHOTO = 5;
const IDLE_SECONDS = 2.5;
const HINT_SECONDS = 6;
const AHEAD = 2;
const SWIPE_PX = 40;

const $ = (id) => document.getElementById(id);
const stage = $("stage");
const photos = await (await fetch("photos.json")).json();
const longSidePx = Math.ceil(Math.max(screen.width, screen.height) * devicePixelRatio);

let current = -1;
let playing = true;
let left = false;
let turn; // the timer that shows the next photo
let rest; // the timer that hides the controls

// -- pictures ---------------------------------------------------------------------------------------------------------

const fetched = new Map(); // place → promise of an element that can be shown at once

function fetchPicture(place) {
  if (!fetched.has(place)) {
    fetched.set(place, loadPicture(place));
  }
  return fetched.get(place);
}

async function loadPicture(place) {
  const image = new Image();
  image.className = "picture";
  image.alt = described(photos[place], place);
  image.draggable = false;
  image.src = `photo/${place}?px=${longSidePx}`;
  try {
    await image.decode();
    return image;
  } catch {
    const words = document.createElement("p");
    words.className = "picture";
    words.textContent = `This photo cannot be shown now: ${photos[place].name}`;
    return words;
  }
}

const wrap = (place) => (place + photos.length) % photos.length;

function fetchAround(place) {
  const wanted = new Set([wrap(place - 1)]);
  for (let ahead = 0; ahead <= AHEAD; ahead += 1) {
    wanted.add(wrap(place + ahead));
  }
  for (const kept of fetched.keys()) {
    if (!wanted.has(kept)) {
      fetched.delete(kept);
    }
  }
  wanted.forEach(fetchPicture);
}

async function show(place) {
  current = place;
  clearTimeout(turn);
  const picture = await fetchPicture(place);
  if (current !== place || left) {
    return; // somebody went on while it was loading
  }
  const before = [...stage.children].filter((child) => child !== picture);
  stage.append(picture);
  picture.getBoundingClientRect(); // lay it out unseen first, so that it fades in
  picture.classList.add("shown");
  for (const old of before) {
    old.classList.remove("shown");
    old.ariaHidden = "true";
    setTimeout(() => old.classList.contains("shown") || old.remove(), 1000);
  }
  picture.ariaHidden = null;
  describe(place);
  fetchAround(place);
  schedule();
}

// -- words ------------------------------------------------------------------------------------------------------------

const day = new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeZone: "UTC" });

function taken(photo) {
  return photo.taken_at ? day.format(new Date(`${photo.taken_at.slice(0, 10)}T00:00:00Z`)) : "date not known";
}

function described(photo, place) {
  return `Photo ${place + 1} of ${photos.length}, score ${photo.score.toFixed(1)}, ${taken(photo)}, ${photo.name}`;
}

function describe(place) {
  const photo = photos[place];
  $("spoken").textContent = described(photo, place);
  $("place").textContent = `${place + 1} / ${photos.length}`;
  $("score").textContent = photo.score.toFixed(1);
  $("taken").textContent = taken(photo);
  $("name").textContent = photo.name;
  $("reasons").replaceChildren(
    ...photo.reasons.map((reason) => {
      const item = document.createElement("li");
      item.textContent = reason;
      return item;
    }),
  );
}

function hint(text) {
  const line = $("hint");
  line.textContent = text;
  setTimeout(() => {
    line.textContent = "";
  }, HINT_SECONDS * 1000);
}

// -- verbs ------------------------------------------------------------------------------------------------------------

function go(step) {
  stage.classList.add("stepped");
  return show(wrap(current + step));
}

function goBySelf() {
  stage.classList.remove("stepped");
  return show(wrap(current + 1));
}

function schedule() {
  clearTimeout(turn);
  if (playing && photos.length > 1) {
    turn = setTimeout(() => (document.hidden ? schedule() : goBySelf()), SECONDS_PER_PHOTO * 1000);
  }
}

function pause() {
  playing = !playing;
  document.body.classList.toggle("paused", !playing);
  $("pause").ariaLabel = playing ? "Pause" : "Play";
  $("spoken").ariaLive = playing ? "off" : "polite"; // nobody wants a voice every five seconds
  schedule();
}

function about() {
  const info = $("info");
  info.hidden = !info.hidden;
  $("about").ariaPressed = String(!info.hidden);
}

let fullScreenWanted = false;

async function fullScreen() {
  if (document.fullscreenElement) {
    fullScreenWanted = false;
    await document.exitFullscreen();
  } else if (document.fullscreenEnabled) {
    fullScreenWanted = true; // before it is granted: it may be given up again before its event arrives
    await document.documentElement.requestFullscreen({ navigationUI: "hide" });
  }
}

async function leave() {
  left = true;
  clearTimeout(turn);
  $("goodbye").hidden = false;
  stage.remove();
  $("controls").remove();
  $("info").remove();
  $("hint").remove();
  $("goodbye").querySelector("h1").focus();
  if (document.fullscreenElement) {
    await document.exitFullscreen();
  }
  await fetch("leave", { method: "POST" });
}

// -- hands ------------------------------------------------------------------------------------------------------------

const keys = {
  ArrowRight: () => go(1),
  ArrowDown: () => go(1),
  ArrowLeft: () => go(-1),
  ArrowUp: () => go(-1),
  " ": pause,
  i: about,
  f: fullScreen,
  Escape: leave,
};

addEventListener("keydown", (event) => {
  const onButton = event.target instanceof HTMLButtonElement && event.key === " "; // space presses a focused button
  const verb = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (verb && !onButton && !left && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    verb();
  }
});

// In full screen the browser takes Esc for itself and only says that full screen has ended.
addEventListener("fullscreenchange", () => {
  if (!document.fullscreenElement && fullScreenWanted && !left) {
    leave();
  }
});

function wake() {
  document.body.classList.remove("idle");
  clearTimeout(rest);
  rest = setTimeout(() => document.body.classList.add("idle"), IDLE_SECONDS * 1000);
}

addEventListener("pointermove", (event) => event.pointerType === "touch" || wake());
addEventListener("focusin", wake);

let down = null;
stage.addEventListener("pointerdown", (event) => {
  down = event;
});
stage.addEventListener("pointerup", (event) => {
  if (!down || event.button !== 0) {
    return;
  }
  const sideways = event.clientX - down.clientX;
  const upwards = event.clientY - down.clientY;
  const touch = event.pointerType === "touch";
  down = null;
  if (touch && Math.abs(sideways) > SWIPE_PX && Math.abs(sideways) > Math.abs(upwards)) {
    go(sideways < 0 ? 1 : -1);
  } else if (touch) {
    wake();
  } else {
    fullScreen();
  }
});

for (const [id, verb] of Object.entries({
  back: () => go(-1),
  pause,
  forward: () => go(1),
  about,
  full: fullScreen,
  leave,
})) {
  $(id).addEventListener("click", verb);
}

$("full").hidden = !document.fullscreenEnabled;
const byTouch = matchMedia("(pointer: coarse)").matches;
hint(byTouch ? "Swipe to go on, tap for controls" : "Click or press F for full screen, Esc to leave");
wake();
show(0);
