/** Hands content to the browser as a download. @param name of the file @param type media type of a text */
export function saveFile(name: string, content: string | Blob, type = 'application/json'): void {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content;
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Later, since the browser has yet to read it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
