const FOR_HOW_LONG = 8000;

/** Tells people who cannot see the page what has changed on it. */
export function announce(text) {
  const line = document.createElement('p');
  line.textContent = text;
  document.getElementById('announcements').append(line);
  setTimeout(() => line.remove(), FOR_HOW_LONG);
}
