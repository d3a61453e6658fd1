const apiDocs = {
  title: 'Giao diện kết nối (API)',
  lead: '{{count}} thao tác, phiên bản {{version}}. Mô tả cho máy đọc:',
  subjects: 'Chủ đề',
  find: 'Tìm thao tác',
  findHint: 'đường dẫn, từ ngữ, tham số',
  found: '{{count}}/{{all}} thao tác khớp.',
  nothing: 'Không có thao tác nào khớp với “{{text}}”. Bỏ bớt từ, hoặc tìm theo đường dẫn, ví dụ zones.',
  start: { title: 'Bắt đầu' },
  outside: { title: 'Ngoài /api/v1' },
  linkTo: 'Liên kết đến mục này',
  need: {
    title: 'Ai gọi được:', nobody: 'không cần tài khoản', account: 'mọi tài khoản đã đăng nhập', read: 'quyền xem; không cần tài khoản nếu máy chủ mở cho công chúng',
    right: '{{right}} ({{roles}})', unknown: 'theo quyền của tài khoản; máy chủ trả 401 hoặc 403 khi thiếu.',
  },
  right: {
    confirm_activation: 'quyết định ứng phó', tick_task: 'ghi việc, báo di dời', push_alert: 'đẩy bản tin', report_alert: 'nhập bản tin, báo dấu hiệu', manage_sources: 'quản lý nguồn bản tin',
    manage_accounts: 'quản lý tài khoản', manage_units: 'quản lý đơn vị hành chính', read_audit: 'đọc nhật ký', read_households: 'đọc sổ hộ dân', edit_households: 'sửa sổ hộ dân',
    edit_resources: 'sửa nguồn lực', edit_plan: 'soạn phương án', comment_plan: 'góp ý phương án', appraise_plan: 'thẩm định', approve_plan: 'phê duyệt', inspect: 'kiểm tra', answer_inspection: 'báo khắc phục',
  },
  role: { admin: 'quản trị', editor: 'soạn thảo', appraiser: 'thẩm định', approver: 'phê duyệt', official: 'cán bộ xã', integration: 'tích hợp' },
  parameters: 'Tham số',
  place: { path: 'trong đường dẫn', query: 'sau dấu ?', header: 'trong header' },
  body: 'Nội dung gửi:',
  fields: 'Trường của nội dung gửi',
  answers: 'Trả lời',
  answerFields: 'Trường của trả lời {{status}}',
  refused: 'Bị từ chối: application/problem+json, detail nói phải làm gì.',
  example: 'Ví dụ',
  required: 'bắt buộc',
  col: { name: 'Tên', type: 'Kiểu', what: 'Ý nghĩa' },
  subject: {
    lookup: 'Tra cứu vùng nguy hiểm', alerts: 'Bản tin, nguồn bản tin', zones: 'Vùng nguy hiểm', plans: 'Phương án', activations: 'Ứng phó, danh sách việc', relocation: 'Di dời', households: 'Sổ hộ dân',
    resources: 'Nguồn lực', findings: 'Phát hiện, giả định', inspections: 'Kiểm tra, đôn đốc', reference: 'Danh mục chung', places: 'Địa danh', stream: 'Sự kiện trực tiếp', session: 'Đăng nhập', accounts: 'Tài khoản, mã truy cập', audit: 'Nhật ký', demonstration: 'Bản minh hoạ',
  },
} as const;

export const apiDocsWords = { apiDocs } as const;
