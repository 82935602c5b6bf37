// Everything works without this script. It copies secrets and keeps the table of calls fresh.
for (const button of document.querySelectorAll("[data-copy]")) {
  const note = button.parentElement.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const secret = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(secret.textContent);
      note.textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(secret);
      note.textContent = "Press Ctrl+C or ⌘C to copy what is selected.";
    }
  });
}

const live = document.querySelector("[data-live]");
if (live) {
  const [note, button] = [live.querySelector("[data-live-note]"), live.querySelector("button")];
  const rows = document.querySelector("[data-live-rows]");
  let [paused, asking] = [false, false];

  const refresh = async () => {
    // Nobody looks, or somebody is selecting text in there.
    const selecting = !getSelection().isCollapsed && rows.contains(getSelection().anchorNode);
    if (paused || asking || document.hidden || selecting) return;
    asking = true;
    try {
      const answer = await fetch(live.dataset.live, { headers: { accept: "text/html" } });
      // Signed out meanwhile: the page itself leads to where one signs in.
      if (answer.redirected) return location.reload();
      if (!answer.ok) throw new Error(answer.statusText);
      const html = await answer.text();
      if (paused) return;
      if (html !== shown) rows.innerHTML = shown = html;
      note.textContent = `Updated ${new Date().toISOString().slice(11, 19)}`;
    } catch {
      note.textContent = "Can’t update";
    } finally {
      asking = false;
    }
  };

  let shown = "";
  live.hidden = false;
  note.textContent = "Live";
  button.addEventListener("click", () => {
    paused = !paused;
    button.textContent = paused ? "Resume updates" : "Pause updates";
    if (paused) note.textContent = "Paused";
    else refresh();
  });
  setInterval(refresh, 4000);
  document.addEventListener("visibilitychange", refresh);
}

// After a refused form, the list of what is wrong is where to go on; after anything else, that it was done. It was done once:
// the address of a page that is reloaded or kept does not say so again.
const done = document.querySelector("[data-done]");
if (done) history.replaceState(null, "", location.pathname);
(document.querySelector(".problems") ?? done)?.focus();
