// What the description of the interface does not say itself: every operation in Vietnamese, and who may call it. An
// operation that is not named here is shown in the words of the description. e2e/offlineMore.mjs holds this against the
// program: every operation is here, and the roles are those of the program.

export const NEEDS = [
  'nobody', 'account', 'read', 'confirm_activation', 'tick_task', 'push_alert', 'report_alert', 'manage_sources', 'manage_accounts', 'manage_units', 'read_audit',
  'read_households', 'edit_households', 'edit_resources', 'edit_plan', 'comment_plan', 'appraise_plan', 'approve_plan', 'inspect', 'answer_inspection',
] as const;
export type Need = (typeof NEEDS)[number];
/** `need`: one of these rights is asked for. */
export interface Known { need: readonly Need[]; vi: string }

/** Which roles have a right. */
export const ROLES_WITH: Record<Exclude<Need, 'nobody' | 'account' | 'read'>, readonly string[]> = {
  confirm_activation: ['admin', 'approver'], tick_task: ['admin', 'approver', 'official'], push_alert: ['admin', 'integration'],
  report_alert: ['admin', 'editor', 'approver', 'official'], manage_sources: ['admin'], manage_accounts: ['admin'], manage_units: ['admin'],
  read_audit: ['admin', 'editor', 'appraiser', 'approver', 'official'], read_households: ['admin', 'editor', 'appraiser', 'approver', 'official'],
  edit_households: ['admin', 'editor', 'approver', 'official'], edit_resources: ['admin', 'editor', 'approver', 'official'], edit_plan: ['admin', 'editor', 'approver'],
  comment_plan: ['admin', 'editor', 'appraiser', 'approver', 'official'], appraise_plan: ['appraiser'], approve_plan: ['approver'],
  inspect: ['admin', 'editor', 'appraiser', 'approver', 'official'], answer_inspection: ['admin', 'editor', 'approver', 'official'],
};

/** A line an operation: method and path, the rights, the words. */
const LINES = `
GET /lookup|nobody|Các vùng nguy hiểm tại một vị trí; nằm trên ranh giới tính là trong vùng.
POST /lookup|nobody|Các vùng nguy hiểm tại nhiều vị trí một lần.
GET /lookup/place|nobody|Các vùng nguy hiểm của một xã, hoặc của một thôn trong xã.
GET /lookup/places|nobody|Tìm xã, thôn theo tên.
GET /meta|nobody|Tên, phiên bản, giờ của máy chủ, có phải bản minh hoạ không.
GET /norms|read|Định mức đang dùng, mỗi định mức có căn cứ.
PUT /norms|edit_resources|Sửa định mức, kèm lý do; chỉ tài khoản cấp tỉnh.
GET /norms/history|read|Các lần sửa định mức: ai, lúc nào, vì sao.
GET /session|nobody|Ai đang đăng nhập.
POST /session|nobody|Đăng nhập, mở phiên làm việc.
DELETE /session|nobody|Đăng xuất.
PUT /session/password|account|Đổi mật khẩu của mình; các phiên khác của tài khoản kết thúc.
POST /invitations/look|nobody|Đường dẫn mời dùng để làm gì; xem thì chưa mất hiệu lực.
POST /invitations/accept|nobody|Đặt mật khẩu theo lời mời và đăng nhập; lời mời hết hiệu lực.
GET /accounts|manage_accounts|Tài khoản của đơn vị mình và cấp dưới, theo tên.
POST /accounts|manage_accounts|Tạo tài khoản; tài khoản của người có đường dẫn đặt mật khẩu, chỉ hiện một lần.
GET /accounts/{id}|manage_accounts|Một tài khoản.
PATCH /accounts/{id}|manage_accounts|Sửa tài khoản đã đọc.
POST /accounts/{id}/invitation|manage_accounts|Tạo lại đường dẫn đặt mật khẩu; đường dẫn trước hết hiệu lực.
GET /accounts/{id}/tokens|manage_accounts|Mã truy cập của tài khoản, mới nhất trước.
POST /accounts/{id}/tokens|manage_accounts|Cấp mã truy cập cho tài khoản của một hệ thống; chỉ hiện một lần.
DELETE /accounts/{id}/tokens/{token_id}|manage_accounts|Thu hồi mã truy cập; hết hiệu lực ngay.
GET /roles|read|Các vai trò và quyền của từng vai.
GET /activations|read|Các đợt kích hoạt phương án, mới nhất trước.
POST /activations|confirm_activation,report_alert|Kích hoạt phương án bằng tay: người có quyền thì chạy ngay, người khác thì thành đề nghị.
GET /activations/{id}|read|Một đợt kích hoạt.
GET /activations/{id}/checklists|read|Danh sách việc của đợt, mỗi vùng một danh sách.
GET /activations/{id}/papers|read|Văn bản của đợt.
POST /activations/{id}/papers|confirm_activation|Bổ sung văn bản: số, ngày; nội dung gửi lên là tệp quét, hoặc để trống.
POST /activations/{id}/raise|confirm_activation|Nâng cấp độ, thêm vùng, hoặc ra lệnh di dời lại.
GET /activations/{id}/relocations|read|Di dời từng hộ của đợt. Tên chủ hộ chỉ hiện cho người được đọc sổ hộ dân.
GET /activations/{id}/report|read|Số liệu báo cáo nhanh của đợt, theo vùng.
GET /activations/{id}/zones|read|Vùng của đợt, đúng phiên bản lúc kích hoạt.
POST /activations/{id}/{act}|confirm_activation|Quyết định của người: confirm (xác nhận), decline (từ chối), stand-down (kết thúc), close (đóng).
GET /admin-units|nobody|Đơn vị hành chính vào một ngày (hôm nay nếu không nêu); format=geojson cho ranh giới.
GET /admin-units/export|nobody|Ranh giới đơn vị hành chính thành tệp bản đồ.
POST /admin-units/import|manage_units|Nhập danh mục đơn vị hành chính từ CSV hoặc tệp bản đồ; dry_run chỉ cho biết sẽ thay đổi gì.
GET /admin-units/resolve|nobody|Tên, mã hoặc địa chỉ trong văn bản ngày on chỉ đơn vị nào: trả về danh sách, không đoán.
GET /admin-units/{code}|nobody|Một đơn vị vào một ngày, lịch sử, đơn vị trước và sau sáp nhập.
GET /alert-sources|read|Các nguồn bản tin và tình trạng từng nguồn.
POST /alert-sources|manage_sources|Thêm nguồn bản tin.
GET /alert-sources/silence|read|Vùng không nghe được bản tin nào: mọi nguồn im lặng, trả dữ liệu cũ hoặc chưa từng nghe được.
GET /alert-sources/{id}|read|Một nguồn bản tin.
PATCH /alert-sources/{id}|manage_sources|Sửa nguồn bản tin đã đọc.
GET /alert-sources/{id}/health|read|Tình trạng của một nguồn.
POST /alert-sources/{id}/poll|manage_sources|Hỏi nguồn ngay và cho biết nhận được gì.
GET /alerts|read|Các bản tin, mới nhất trước.
POST /alerts|push_alert|Hệ thống khác đẩy bản tin CAP vào: lưu nguyên văn trước, đọc sau, rồi trả lời. XML hỏng vào cách ly, không mất.
GET /alerts/{id}|read|Một bản tin đầy đủ.
GET /alerts/{id}/decisions|read|Với từng phương án, từng vùng: kích hoạt, đề nghị hay không, và vì sao.
GET /alerts/{id}/raw|read|Nguyên văn bản tin như đã nhận.
POST /alerts/{id}/read-again|manage_sources,report_alert|Đọc lại bản gốc của bản tin theo chương trình và thiết lập hiện nay; bản tin không mất đi.
GET /alerts/{id}/zones|read|Mọi vùng đang có hiệu lực mà bản tin chạm tới, và chạm thế nào.
POST /bulletins|report_alert|Nhập tay một bản tin: thành cảnh báo, hỏi các phương án đang có hiệu lực.
GET /local-sign-kinds|nobody|Các dấu hiệu tại chỗ để chọn khi báo.
POST /local-signs|report_alert|Báo dấu hiệu nhìn thấy tại chỗ; mở đề nghị ứng phó, chờ người xác nhận.
GET /quarantine|read|Tài liệu nhận được mà toàn bộ hoặc một phần không dùng được, mới nhất trước.
GET /quarantine/{id}/raw|read|Nguyên văn tài liệu đã nhận.
POST /quarantine/{id}/retry|manage_sources,report_alert|Đọc lại tài liệu, ví dụ sau khi sửa cấu hình nguồn.
GET /hazard-codes|read|Bảng mã loại thiên tai: mã của cơ quan và mã có sẵn.
POST /hazard-codes|manage_sources|Thêm mã, thay mã cũ cùng tên.
DELETE /hazard-codes/{id}|manage_sources|Bỏ mã của cơ quan; mã có sẵn dùng lại.
GET /hazard-words|read|Bảng từ ngữ nhận biết thiên tai, theo ngôn ngữ.
POST /hazard-words|manage_sources|Thêm từ ngữ, thay từ cũ.
POST /hazard-words/try|read|Thử một đoạn văn và mã: sẽ hiểu là gì, vì sao.
DELETE /hazard-words/{id}|manage_sources|Bỏ từ ngữ của cơ quan; từ có sẵn dùng lại.
GET /allocations/{id}|read|Một đề xuất bố trí sơ tán, và những gì thay đổi từ khi lập.
POST /allocations/{id}/acceptance|edit_plan|Lấy các dòng của đề xuất vào dự thảo phương án.
GET /audit|read_audit|Nhật ký, mới nhất trước: ai làm gì, lúc nào, căn cứ gì.
GET /audit/verification|read_audit|Đọc lại toàn bộ nhật ký và cho biết có dòng nào bị sửa không.
GET /checklists/{id}|read|Một danh sách việc với các việc.
PATCH /checklists/{id}/stage|confirm_activation,tick_task|Chuyển giai đoạn của vùng. Lệnh di dời, cho phép trở về: người có thẩm quyền; đang di dời, đã xong, đã về: cán bộ.
PATCH /tasks/{id}|tick_task|Đánh dấu việc: xong, đã làm trước đó, không áp dụng, hoặc mở lại.
PUT /tasks/{id}/person|tick_task|Nêu tên người làm việc, hoặc không nêu ai.
PUT /tasks/{id}/photos/{photo}|tick_task|Thêm ảnh vào việc (JPEG, PNG, WebP, tối đa 6 MB); mã ảnh do máy gửi đặt, gửi hai lần vẫn là một.
POST /tasks/{id}/steps|tick_task|Thêm bước vào việc.
PATCH /tasks/{id}/steps/{step}|tick_task|Đánh dấu bước, hoặc mở lại; If-Match là ETag của bước.
GET /task-photos/{id}|account|Ảnh của việc, cho người đã đăng nhập.
POST /task-photos/{id}/removal|tick_task|Gỡ ảnh: ghi ai gỡ, lúc nào, vì sao; ảnh vẫn lưu.
GET /demo|nobody|Bản minh hoạ đã phát gì và còn gì.
POST /demo/advance|nobody|Bản minh hoạ phát bản tin tiếp theo.
GET /drill-scenarios|nobody|Các kịch bản diễn tập có sẵn.
POST /drills|confirm_activation|Bắt đầu diễn tập: bản tin của một trận thiên tai cũ phát lại.
GET /drills/{id}/messages|read|Bản tin của cuộc diễn tập, cái nào đã phát.
GET /events|read|Các đợt thiên tai, mới nhất trước.
POST /events|confirm_activation|Mở một đợt thiên tai.
GET /events/{id}|read|Một đợt thiên tai.
PATCH /events/{id}|confirm_activation|Đặt tên đợt như cơ quan gọi.
POST /events/{id}/close|confirm_activation|Đóng đợt thiên tai.
GET /events/{id}/figures|read|Số liệu của đơn vị trong đợt: người, tài sản, theo xã và thôn, thay đổi so với báo cáo trước, ai chưa báo cáo.
GET /events/{id}/quick-reports|read|Báo cáo nhanh của đơn vị về đợt, mới nhất trước.
POST /events/{id}/quick-reports|tick_task|Gửi báo cáo nhanh lên cấp trên với số liệu lúc này.
GET /events/{id}/relocations|read|Di dời từng hộ trong đợt.
GET /events/{id}/zones|read|Từng vùng trong đợt: trạng thái hiện nay, từ lúc nào, lần thứ mấy, các danh sách việc; lọc theo xã.
GET /events/{id}/review|read|Nhìn lại: số phút đến từng bước ở từng vùng, tắc ở đâu, hộ nào chưa từng báo được.
GET /finding-kinds|read|Các loại phát hiện: quy tắc và căn cứ.
GET /findings|read|Các phát hiện đang còn, nặng nhất trước: những bảng đúng mà trái nhau. Tất cả là gợi ý.
GET /findings/{key}|read|Một phát hiện, đang còn hoặc đã sửa.
POST /findings/{key}/acceptance|edit_plan,edit_resources|Ghi rằng đã biết và chấp nhận đến một ngày; vẫn hiện, hết ngày lại tính.
GET /hazards|nobody|Các loại thiên tai theo luật, mỗi loại dùng cấp nào.
GET /households|read_households|Hộ dân theo xã và mã hộ.
POST /households|edit_households|Thêm hộ vào sổ.
GET /households.csv|read_households|Sổ hộ dân thành CSV theo cột Phụ lục 3; ai tải được ghi nhật ký.
GET /households.xlsx|read_households|Sổ hộ dân thành Excel theo cột Phụ lục 3; ai tải được ghi nhật ký.
POST /households/import|edit_households|Nhập sổ hộ dân từ XLSX hoặc CSV; dry_run chỉ cho biết từng dòng sẽ thế nào.
GET /households/summary|read|Số hộ, số khẩu theo thôn, không có tên.
GET /households/template.xlsx|read|Mẫu sổ hộ dân để điền và nhập.
GET /households/{id}|read_households|Một hộ và mọi lần ghi trước.
PUT /households/{id}|edit_households|Ghi lại một hộ; lần ghi trước được giữ.
POST /households/{id}/retire|edit_households|Đưa hộ ra khỏi sổ từ một ngày; các lần ghi vẫn giữ.
GET /inspection-photos/{id}|account|Ảnh minh chứng, cho người kiểm tra và đơn vị được kiểm tra.
POST /inspection-photos/{id}/removal|inspect,answer_inspection|Gỡ ảnh minh chứng; ảnh của biên bản đã ký không gỡ.
GET /inspection-records/{id}|account|Biên bản kiểm tra, phiên bản mới nhất.
PUT /inspection-records/{id}|inspect|Lưu biên bản đang ghi; điểm bỏ trống là chưa xem.
POST /inspection-records/{id}/correction|inspect|Bắt đầu đính chính biên bản đã ký; bản đã ký giữ hiệu lực đến khi ký bản mới.
PUT /inspection-records/{id}/photos/{photo}|inspect|Thêm ảnh vào một điểm của biên bản.
POST /inspection-records/{id}/signature|inspect|Ký biên bản: khoá lại, điểm chưa đạt thành việc phải khắc phục.
GET /inspection-records/{id}/versions/{n}|account|Một phiên bản của biên bản.
GET /inspection-tasks|account|Việc phải khắc phục của các đơn vị mình, đến hạn trước đứng trước.
GET /inspection-tasks/{id}|account|Một việc phải khắc phục với quá trình.
POST /inspection-tasks/{id}/answer|inspect,answer_inspection|Báo đã khắc phục, xác nhận, hoặc trả lại. Không ai tự xác nhận việc mình báo.
GET /inspection-tasks/{id}/letter|inspect|Nội dung văn bản đôn đốc theo thể thức Nghị định 30/2020.
PUT /inspection-tasks/{id}/photos/{photo}|inspect,answer_inspection|Thêm ảnh việc đã khắc phục.
GET /inspection-tasks/{id}/reminders|account|Các lần đôn đốc, và nay cần đôn đốc ai.
POST /inspection-tasks/{id}/reminders|inspect|Ghi đã đôn đốc, ở mức được đề xuất. Chương trình không tự gửi.
GET /inspection-templates|account|Mẫu kiểm tra.
PUT /inspection-templates/{code}|inspect|Sửa hoặc thêm mẫu kiểm tra; đợt đã giao giữ mẫu cũ.
GET /inspections|account|Các đợt kiểm tra của đơn vị mình, mới nhất trước.
POST /inspections|inspect|Giao một đợt kiểm tra.
GET /inspections/{id}|account|Một đợt kiểm tra.
PUT /inspections/{id}|inspect|Sửa đợt kiểm tra: văn bản, đoàn, ngày, đối tượng.
POST /inspections/{id}/closing|inspect|Kết thúc đợt kiểm tra, nêu đủ các việc còn phải khắc phục; việc ấy vẫn phải khắc phục.
POST /inspections/{id}/reopening|inspect|Mở lại đợt kiểm tra đã kết thúc, kèm lý do.
GET /inspections/{id}/findings|account|Những gì đợt kiểm tra thấy chưa đạt.
GET /inspections/{id}/ranking|account|Xếp hạng các xã theo biên bản đã ký.
GET /inspections/{id}/records|account|Các biên bản của đợt mà người đọc được xem.
POST /inspections/{id}/records|inspect|Mở biên bản của một đối tượng; ai mở trước thì dùng chung.
GET /reminders|account|Việc đã đến lúc đôn đốc.
GET /loans|read|Các lần mượn giữa đơn vị, mới nhất trước.
POST /loans|edit_resources|Hỏi mượn nguồn lực của đơn vị khác; tính khi bên có đồng ý.
POST /loans/{id}/answer|edit_resources|Đồng ý, từ chối, hoặc kết thúc cho mượn.
GET /papers/{id}/file|account|Tệp của văn bản.
GET /plan-form|read|Khung soạn phương án của một loại thiên tai: mục, cấp, bảng và cột.
GET /plan-rules|read|Các quy tắc soát phương án và căn cứ.
PUT /plan-rules/{code}|manage_accounts|Sửa mức nặng, số ngày, mùa, căn cứ của quy tắc, hoặc tắt.
GET /plans|read|Các phương án, theo mã.
POST /plans|edit_plan|Lập phương án: phiên bản đầu là dự thảo theo mẫu.
GET /plans/coverage|read|Đơn vị × loại thiên tai: đang có hiệu lực, quá hạn, dự thảo, thiếu; ai phải làm bước tiếp.
PUT /plans/coverage/{unit}/{hazard}|edit_plan|Ghi loại thiên tai không liên quan đơn vị, kèm lý do; hoặc có liên quan.
POST /plans/roll-over|edit_plan|Lập dự thảo mùa sau từ mọi phương án đang có hiệu lực.
GET /plans/{id}|read|Một phương án và các phiên bản.
GET /plans/{id}/allocation|read|Các đề xuất bố trí sơ tán mới nhất của phương án.
POST /plans/{id}/allocation|edit_plan|Tính ai đến điểm sơ tán nào ở một cấp; là đề xuất đến khi được lấy vào dự thảo.
GET /plans/{id}/diff|read|So sánh hai phiên bản (địa chỉ ngắn).
GET /plans/{id}/findings|read|Phát hiện về phương án; với dự thảo: nếu có hiệu lực thì sẽ thế nào.
POST /plans/{id}/versions|edit_plan|Bắt đầu phiên bản mới từ bản đã phê duyệt.
GET /plans/{id}/versions/diff|read|Hai phiên bản khác nhau gì: vùng, điểm sơ tán, người, bảng, lời, thành câu với số liệu.
GET /plans/{id}/versions/{n}|read|Một phiên bản đầy đủ, kèm ETag.
PATCH /plans/{id}/versions/{n}|edit_plan|Sửa dự thảo bằng JSON merge patch.
GET /plans/{id}/versions/{n}/comments|read|Góp ý cho phiên bản, cũ trước.
POST /plans/{id}/versions/{n}/comments|comment_plan|Góp ý một phần, hoặc trả lời góp ý.
POST /plans/{id}/versions/{n}/comments/{comment}/settle|comment_plan|Kết thúc một góp ý.
GET /plans/{id}/versions/{n}/completeness|read|Phiên bản đầy đủ và còn mới đến đâu, thiếu gì.
GET /plans/{id}/versions/{n}/zones|read|Vùng của phiên bản, như đã vẽ.
POST /plans/{id}/versions/{n}/zones/merge|edit_plan|Gộp nhiều vùng của dự thảo thành một, mã mới.
POST /plans/{id}/versions/{n}/zones/move|edit_plan|Dời vùng của dự thảo sang chỗ khác, mã mới.
POST /plans/{id}/versions/{n}/zones/split|edit_plan|Tách vùng của dự thảo, mỗi phần mã mới.
PUT /plans/{id}/versions/{n}/zones/{code}|edit_plan|Vẽ, vẽ lại một vùng của dự thảo.
DELETE /plans/{id}/versions/{n}/zones/{code}|edit_plan|Bỏ vùng khỏi dự thảo.
POST /plans/{id}/versions/{n}/{step}|edit_plan,appraise_plan,approve_plan|Đưa phiên bản sang bước tiếp: submit (trình), return (trả lại), appraise (thẩm định), approve (phê duyệt), withdraw (bãi bỏ).
GET /relocations/{id}|read|Di dời của một hộ và mọi báo cáo.
PATCH /relocations/{id}|tick_task|Ghi báo cáo về một hộ trên bản đã đọc.
PATCH /relocations/{id}/property|tick_task|Ghi tài sản của hộ: dòng đã có và dòng mới.
GET /resource-kinds|read|Các loại của từng sổ nguồn lực, đơn vị tính.
GET /return-criteria|nobody|Những điều phải xem trước khi cho dân trở về.
GET /risk-scales|nobody|Các thang "cấp" trong văn bản, tên gọi cấp độ rủi ro thiên tai.
GET /roads|read|Đường đã nạp, theo đơn vị.
POST /roads|manage_units|Nạp đường: GeoJSON, có tên; chỗ vượt suối ghi cấp nào thì cắt đường.
GET /shelters|read|Các điểm sơ tán, theo mã; người giữ chỉ hiện cho người đã đăng nhập.
POST /shelters|edit_resources|Thêm điểm sơ tán.
GET /shelters/export|read|Các điểm sơ tán thành tệp bản đồ.
POST /shelters/import|edit_plan,manage_units|Nhập điểm sơ tán từ tệp bản đồ.
GET /shelters/{id}|read|Một điểm sơ tán và mọi lần ghi.
PUT /shelters/{id}|edit_resources|Sửa điểm sơ tán; lần ghi trước được giữ.
POST /shelters/{id}/confirm-phone|edit_resources|Ghi hôm nay gọi được người giữ điểm sơ tán.
POST /shelters/{id}/retire|edit_resources|Đưa điểm sơ tán ra khỏi sổ; phương án nêu nó vẫn giữ.
POST /short-codes|tick_task|Đọc mã ngắn nhận qua SMS, bộ đàm; mỗi dòng trả lời hiểu thế nào.
GET /stream|read|Sự kiện từ nay trở đi (Server-Sent Events), hoặc từ sau Last-Event-ID.
GET /webhooks|manage_sources|Chương trình nào nhận tin về việc gì; chỉ quản trị toàn tỉnh. kinds là các loại có thể nhận.
POST /webhooks|manage_sources|Thêm đăng ký nhận tin; khóa ký (secret) chỉ hiện một lần.
GET /webhooks/{id}|manage_sources|Một đăng ký nhận tin, không kèm khóa.
PATCH /webhooks/{id}|manage_sources|Sửa đăng ký nhận tin đã đọc.
DELETE /webhooks/{id}|manage_sources|Xóa đăng ký nhận tin đã đọc, cùng những tin chưa gửi.
GET /deliveries|manage_sources|Những tin đã gửi, mới nhất trước, và kết quả; giữ ba mươi ngày.
POST /deliveries/{id}/again|manage_sources|Gửi lại một tin với mã cũ; tin đã thôi gửi thì bắt đầu lại.
PUT /supply-items/{code}|edit_resources|Thêm hoặc sửa một mặt hàng trong danh mục.
GET /supplies/{id}/movements|read|Nhập, xuất của một mặt hàng, mới nhất trước; tồn kho là tổng.
POST /supplies/{id}/movements|edit_resources|Ghi một lần nhập, xuất, hỏng, kiểm kê.
GET /sync|read|Thay đổi trong đơn vị của người gọi, kèm con trỏ để hỏi tiếp.
POST /sync|tick_task|Nhận hộp gửi của máy hiện trường, thứ tự nào cũng được, gửi lại bao nhiêu lần cũng được; từng mục có trả lời.
GET /unplaced-reports|tick_task|Báo cáo chưa xếp được vào hộ nào, mới nhất trước; settled=true: báo cáo đã xếp, đã cất, đã rút lại, kèm ai làm và lúc nào.
POST /unplaced-reports/{id}/settle|tick_task|Xếp báo cáo vào một hộ, hoặc để riêng kèm ghi chú.
POST /what-if|read|Nếu xảy ra thì: người, tài sản, điểm sơ tán, thiếu gì. Hỏi thì không mở, không sửa gì.
GET /zones|read|Các vùng theo mã: đang có hiệu lực, của một ngày đã qua, hoặc không còn, chưa có hiệu lực.
GET /zones/export|read|Các vùng đang có hiệu lực thành tệp bản đồ.
POST /zones/import|edit_plan,manage_units,approve_plan|Nhập vùng từ GeoJSON, NDJSON, KML, KMZ, Shapefile, GeoPackage, FlatGeobuf, CSV. Còn câu hỏi thì chưa ghi gì.
POST /zones/measure|read|Đo đường bao khi đang vẽ; không lưu.
GET /zones/{id}|read|Một vùng; vùng không còn hiệu lực thì như lần cuối.
GET /zones/{id}/history|read|Mọi phiên bản của vùng, cũ trước, và vùng nào thành vùng nào.
`;

/** The registers of resources are asked alike. */
const REGISTERS: Record<string, string> = { vehicles: 'phương tiện', teams: 'lực lượng', supplies: 'vật tư, lương thực', 'water-points': 'điểm nước', 'landing-places': 'bãi đáp', contacts: 'danh bạ' };
const ofRegister = (path: string, name: string): string => `
GET /${path}|read|Sổ ${name}, theo đơn vị và mã; số điện thoại chỉ hiện cho người đã đăng nhập.
POST /${path}|edit_resources|Thêm dòng vào sổ ${name}.
GET /${path}.csv|account|Sổ ${name} thành CSV; ai tải được ghi nhật ký.
GET /${path}.xlsx|account|Sổ ${name} thành Excel; ai tải được ghi nhật ký.
POST /${path}/import|edit_resources|Nhập sổ ${name} từ XLSX hoặc CSV; dry_run chỉ cho biết từng dòng sẽ thế nào.
GET /${path}/template.xlsx|read|Mẫu sổ ${name} để điền và nhập.
GET /${path}/{id}|read|Một dòng của sổ ${name} và mọi lần ghi trước.
PUT /${path}/{id}|edit_resources|Sửa một dòng của sổ ${name}; lần ghi trước được giữ.
POST /${path}/{id}/confirm-phone|edit_resources|Ghi hôm nay gọi được số điện thoại của dòng.
POST /${path}/{id}/retire|edit_resources|Đưa một dòng ra khỏi sổ ${name}.
`;

const KNOWN: ReadonlyMap<string, Known> = new Map(
  [LINES, ...Object.entries(REGISTERS).map(([path, name]) => ofRegister(path, name))].join('').split('\n').filter(Boolean).map((line) => {
    const [name = '', need = '', ...vi] = line.split('|');
    return [name, { need: need.split(',') as Need[], vi: vi.join('|') }];
  }),
);

/** What is known of an operation, by its method and its path below the base. */
export const known = (method: string, path: string): Known | undefined => KNOWN.get(`${method.toUpperCase()} ${path}`);
export const knownNames = (): string[] => [...KNOWN.keys()];
