import react from '@vitejs/plugin-react';
import { loadEnv } from 'vite';
import { defineConfig } from 'vitest/config';

// What the program sends with every page: a preview that works here works embedded.
const CSP = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

export default defineConfig(({ mode }) => {
  // The program answers on its own port; during development and preview Vite passes what is its own on.
  const target = loadEnv(mode, '.', 'UNGPHO_').UNGPHO_API ?? 'http://127.0.0.1:8080';
  const proxy = Object.fromEntries(['/api', '/tiles', '/basemap', '/ogc'].map((path) => [path, { target }]));
  return {
    plugins: [react()],
    server: { proxy },
    preview: { proxy, headers: { 'Content-Security-Policy': CSP } },
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
