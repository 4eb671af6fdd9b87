// Before the first thing is drawn, so that nobody who asked for dark sees a white flash.
try {
  const theme = localStorage.getItem('skep-theme');
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // A browser that keeps nothing goes by what the system says.
}
