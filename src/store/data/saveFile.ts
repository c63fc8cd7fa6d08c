/** Hands a text to the browser as a download. @param name of the file */
export function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Later, since the browser has yet to read it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
