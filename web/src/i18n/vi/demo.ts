export const demo = {
  title: 'Bảng điều khiển minh hoạ',
  next: 'Phát bản tin tiếp theo',
  nextIs: 'Tiếp theo: {{type}} – {{chain}}',
  auto: 'tự phát lúc {{time}}',
  none: 'Đã phát hết bản tin minh hoạ.',
  published: 'Đã phát: {{type}} {{identifier}}. Còn {{n}} bản tin.',
} as const;
