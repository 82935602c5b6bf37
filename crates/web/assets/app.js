// Everything works without this script. It shows times in the visitor's own zone where the address names none.
const chooser = document.querySelector("form[data-zone]");
if (chooser && !new URLSearchParams(location.search).has("zone")) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && zone !== chooser.dataset.zone) {
    const url = new URL(location.href);
    url.searchParams.set("zone", zone);
    location.replace(url);
  }
}

// After a refused form, the list of what is wrong is where to go on.
document.querySelector(".problems")?.focus();
