// The gallery page. It asks nobody for anything: the pictures lie beside it, and what is said of them stands in it.
//
//   the wall of pictures is there without this script, each a link to the larger one
//   click, #name in the address → viewer: show(place) ...
//   keys, swipes, buttons → go, about, close; the browser's own back closes too

(() => {
  const SWIPE_PX = 40;
  const AHEAD = 2;

  const $ = (id) => document.getElementById(id);
  const photos = JSON.parse($("photos").textContent);
  const links = [...document.querySelectorAll(".photo")]; // in order of date, as the page was made
  const viewer = $("viewer");
  const picture = $("picture");
  let order = photos.map((_, index) => index);
  let current = 0;

  // -- words ----------------------------------------------------------------------------------------------------------

  const formats = {
    10: new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeZone: "UTC" }),
    7: new Intl.DateTimeFormat(undefined, { year: "numeric", month: "long", timeZone: "UTC" }),
  };

  function inWords(date) {
    const format = formats[date.length];
    return format ? format.format(new Date(date)) : date;
  }

  for (const time of document.querySelectorAll("time")) {
    time.textContent = inWords(time.dateTime); // in the reader's own language
  }

  function taken(photo) {
    return photo.taken ? inWords(photo.taken.slice(0, 10)) + photo.taken.slice(10, 16).replace("T", ", ") : "";
  }

  function described(index) {
    const photo = photos[index];
    const place = `Photo ${order.indexOf(index) + 1} of ${photos.length}`;
    return [place, taken(photo), photo.name, photo.score && `score ${photo.score}`].filter(Boolean).join(", ");
  }

  function describe(index) {
    const photo = photos[index];
    $("spoken").textContent = described(index);
    $("place").textContent = `${order.indexOf(index) + 1} / ${photos.length}`;
    $("score").textContent = photo.score ? `Score ${photo.score} of 10` : "";
    $("stars").textContent = "★".repeat(photo.stars);
    $("stars").ariaLabel = photo.stars ? `${photo.stars} of 5 stars` : null;
    $("taken").textContent = taken(photo) || "Date not known";
    $("name").textContent = photo.name;
    $("reasons").replaceChildren(
      ...photo.reasons.map((reason) => {
        const item = document.createElement("li");
        item.textContent = reason;
        return item;
      }),
    );
    describeMoment(index);
    $("original").hidden = !photo.original;
    $("original").href = photo.original ?? "";
  }

  function describeMoment(index) {
    const photo = photos[index];
    $("moment").textContent = photo.moment ?? "";
    const others = photo.group ? order.filter((other) => photos[other].group === photo.group) : [];
    const focused = $("others").contains(document.activeElement);
    $("others").replaceChildren(...(others.length > 1 ? others.map((other) => thumbnail(other, index)) : []));
    if (focused) {
      ($("others").querySelector("[aria-current=true]") ?? $("forward")).focus();
    }
  }

  function thumbnail(other, index) {
    const button = document.createElement("button");
    button.type = "button";
    button.ariaLabel = described(other);
    button.ariaCurrent = String(other === index);
    const image = document.createElement("img");
    image.src = links[other].querySelector("img").src;
    image.alt = "";
    button.append(image);
    button.addEventListener("click", () => go(order.indexOf(other)));
    return button;
  }

  // -- the viewer -----------------------------------------------------------------------------------------------------

  const wrap = (place) => (place + order.length) % order.length;
  const ahead = new Map(); // larger pictures that are being fetched, by place

  function fetchLarge(index) {
    if (!ahead.has(index)) {
      const image = new Image();
      image.src = photos[index].large;
      ahead.set(index, image);
    }
    return ahead.get(index);
  }

  async function show(place) {
    current = place;
    const index = order[place];
    const large = fetchLarge(index);
    if (!large.complete) {
      picture.src = links[index].querySelector("img").src; // small and there, until the large one is
    }
    picture.alt = described(index);
    describe(index);
    try {
      await large.decode();
    } catch {
      return; // a picture that somebody has taken away: the small one stays
    }
    if (current === place) {
      picture.src = large.src;
      const near = [-1, 0, 1, AHEAD].map((step) => order[wrap(place + step)]);
      [...ahead.keys()].filter((other) => !near.includes(other)).forEach((other) => ahead.delete(other));
      near.forEach(fetchLarge);
    }
  }

  function go(place) {
    history.replaceState(history.state, "", `#${photos[order[wrap(place)]].id}`);
    show(wrap(place));
  }

  function open(index) {
    if (!viewer.open) {
      viewer.showModal();
      $("forward").focus();
    }
    show(order.indexOf(index));
  }

  function followAddress() {
    const index = photos.findIndex((photo) => location.hash === `#${encodeURIComponent(photo.id)}`);
    if (index >= 0) {
      open(index);
    } else if (viewer.open) {
      viewer.close();
    }
  }

  function about() {
    const info = $("info");
    info.hidden = !info.hidden;
    $("about").ariaPressed = String(!info.hidden);
  }

  viewer.addEventListener("close", () => {
    if (location.hash) {
      if (history.state?.opened) {
        history.back();
      } else {
        history.replaceState(null, "", location.pathname + location.search);
      }
    }
    const link = links[order[current]];
    link.focus({ preventScroll: true });
    link.scrollIntoView({ block: "nearest" });
  });

  for (const [index, link] of links.entries()) {
    link.addEventListener("click", (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        history.pushState({ opened: true }, "", `#${photos[index].id}`);
        open(index);
      }
    });
  }

  addEventListener("popstate", followAddress);

  // -- hands ----------------------------------------------------------------------------------------------------------

  const keys = {
    ArrowRight: () => go(current + 1),
    ArrowLeft: () => go(current - 1),
    Home: () => go(0),
    End: () => go(order.length - 1),
    i: about,
  };

  addEventListener("keydown", (event) => {
    const verb = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (verb && viewer.open && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      verb();
    }
  });

  let down = null;
  const stage = $("stage");
  stage.addEventListener("pointerdown", (event) => {
    down = event.isPrimary ? event : null; // a second finger is a pinch
  });
  stage.addEventListener("pointerup", (event) => {
    if (!down || event.button !== 0 || visualViewport.scale > 1.05) {
      return;
    }
    const sideways = event.clientX - down.clientX;
    const upwards = event.clientY - down.clientY;
    down = null;
    if (Math.abs(sideways) > SWIPE_PX && Math.abs(sideways) > Math.abs(upwards)) {
      go(current + (sideways < 0 ? 1 : -1));
    } else if (event.pointerType === "touch") {
      about();
    }
  });

  for (const [id, verb] of Object.entries({
    back: () => go(current - 1),
    forward: () => go(current + 1),
    about,
    close: () => viewer.close(),
  })) {
    $(id).addEventListener("click", verb);
  }

  // -- order ----------------------------------------------------------------------------------------------------------

  const main = document.querySelector("main");
  const byDate = [...main.children];
  const wall = document.createElement("div");
  wall.className = "wall";

  function arrange(best) {
    order = photos.map((_, index) => index);
    if (best) {
      order.sort((one, other) => photos[one].rank - photos[other].rank);
      wall.replaceChildren(...order.map((index) => links[index]));
      main.replaceChildren(wall);
    } else {
      main.replaceChildren(...byDate);
      for (const section of byDate) {
        const indexes = section.dataset.photos.split("-").map(Number);
        section.querySelector(".wall").replaceChildren(...links.slice(indexes[0], indexes[1]));
      }
    }
    $("by-date").ariaPressed = String(!best);
    $("by-rank").ariaPressed = String(best);
  }

  $("by-date").addEventListener("click", () => arrange(false));
  $("by-rank").addEventListener("click", () => arrange(true));
  document.querySelector(".order").hidden = photos.length < 2 || photos.every((photo) => !photo.score);
  if (matchMedia("(pointer: coarse)").matches) {
    about(); // on a small screen the picture comes first; a tap brings the words
  }
  followAddress();
})();
