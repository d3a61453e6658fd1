import react from '@vitejs/plugin-react';
import { loadEnv } from 'vite';
import { defineConfig } from 'vitest/config';

export default defineConfig(({ mode }) => {
  // The program answers /api on its own port; during development and preview Vite passes those calls on.
  const target = loadEnv(mode, '.', 'UNGPHO_').UNGPHO_API ?? 'http://127.0.0.1:8080';
  const proxy = { '/api': { target } };
  return {
    plugins: [react()],
    server: { proxy },
    preview: { proxy },
    build: {
      target: 'es2022',
      // Nothing is inlined as data: – the Content-Security-Policy allows the program's own files only.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1200,
    },
    worker: { format: 'es' },
    test: { environment: 'node', include: ['src/**/*.test.ts'] },
  };
});
