#include "ui/pages/policies/policy_lanes.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>
#include <functional>

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

using policy::xml::Document;
using policy::xml::NodeId;
using policy::xml::noNode;

constexpr int maxDepth = 4;
constexpr int maxCards = 400;

QString textOf(std::string_view view) { return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size())); }

QString summaryOf(const Document& document, NodeId id) {
    QStringList parts;
    for (const auto& attribute : document.attributes(id)) {
        const QString value = textOf(document.slice(attribute.value)).simplified();
        parts << QStringLiteral("%1 %2").arg(textOf(document.slice(attribute.name)),
                                             value.size() > 40 ? value.left(40) + QChar(0x2026) : value);
        if (parts.size() == 2) break;
    }
    return parts.join(QStringLiteral(", "));
}

/// A lane: card ground with a 3 px bar in its colour on top.
class Lane : public QWidget {
public:
    Lane(ColorRole role, QWidget* parent) : QWidget(parent), m_role(role) {}

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        paint::box(painter, rect(), themeColor(ColorRole::Dock), themeColor(ColorRole::Line), px(6));
        painter.setClipRect(0, 0, width(), px(3));
        paint::box(painter, rect(), themeColor(m_role), QColor(), px(6));
    }

private:
    ColorRole m_role;
};

}  // namespace

QString policyIcon(const QString& element) {
    const auto has = [&](const char* part) { return element.contains(QLatin1String(part)); };
    if (element == QLatin1String("base")) return QStringLiteral("arrow_enter_left");
    if (has("semantic-cache")) return QStringLiteral("sparkle");
    if (has("limit") || has("quota")) return QStringLiteral("gauge");
    if (has("content-safety") || has("authentication") || has("validate") || has("check-header") || has("ip-filter"))
        return QStringLiteral("shield_checkmark");
    if (has("metric") || has("log") || element == QLatin1String("trace")) return QStringLiteral("data_histogram");
    if (element == QLatin1String("choose")) return QStringLiteral("branch_fork");
    if (element == QLatin1String("retry")) return QStringLiteral("arrow_repeat_all");
    if (element == QLatin1String("forward-request")) return QStringLiteral("arrow_forward");
    if (element == QLatin1String("set-backend-service")) return QStringLiteral("server");
    if (element == QLatin1String("set-variable")) return QStringLiteral("braces_variable");
    if (element == QLatin1String("include-fragment")) return QStringLiteral("puzzle_piece");
    if (element.startsWith(QLatin1String("set-")) || has("rewrite")) return QStringLiteral("text_bullet_list");
    return QStringLiteral("code");
}

PolicyCard::PolicyCard(const QString& element, const QString& summary, ColorRole lane, int depth, QWidget* parent)
    : QAbstractButton(parent),
      m_element(element),
      m_summary(summary),
      m_lane(lane),
      m_depth(depth),
      m_base(element == QLatin1String("base")) {
    setAccessibleName(summary.isEmpty() ? element : tr("%1, %2").arg(element, summary));
    setToolTip(m_base ? tr("The policies of the outer scope run here") : summary);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize PolicyCard::sizeHint() const { return {px(180), m_summary.isEmpty() ? px(32) : px(48)}; }

void PolicyCard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const int indent = m_depth * px(14);
    if (m_depth > 0) painter.fillRect(QRect(indent - px(9), 0, 2, height()), themeColor(m_lane));
    const QRect box = rect().adjusted(indent, 0, 0, 0);
    if (m_base) {
        painter.setPen(QPen(themeColor(ColorRole::Line2), 1, Qt::DashLine));
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6));
    } else {
        paint::box(painter, box, themeColor(underMouse() ? ColorRole::Hover : ColorRole::Card), themeColor(ColorRole::Line2), px(6));
    }
    if (hasFocus()) paint::focusRing(painter, box, px(6));
    const int left = box.x() + px(10);
    const int first = m_summary.isEmpty() ? 0 : px(5);
    const int lineHeight = m_summary.isEmpty() ? height() : px(20);
    icons::paint(painter, QRect(left, first, px(16), lineHeight), policyIcon(m_element), px(16),
                 m_base ? ColorRole::Muted : ColorRole::Text);
    const QRect line(left + px(24), first, box.right() - left - px(34), lineHeight);
    paint::text(painter, line, m_element, TextRole::BodyMedium, m_base ? ColorRole::Muted : ColorRole::Text);
    if (!m_summary.isEmpty()) paint::text(painter, line.translated(0, px(19)), m_summary, TextRole::Hint, ColorRole::Muted);
}

PolicyLanes::PolicyLanes(QWidget* parent) : QScrollArea(parent) {
    setObjectName(QStringLiteral("policyLanes"));
    setAccessibleName(tr("Flow of the policy"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    m_ground = new QWidget(this);
    m_row = plainLayout<QHBoxLayout>(m_ground);
    setMargins(m_row, 16, 16, 16, 16);
    setSpacing(m_row, 12);
    setWidget(m_ground);
    viewport()->setAutoFillBackground(false);
    m_ground->setAutoFillBackground(false);
}

void PolicyLanes::setPolicy(const Document& document) {
    while (QLayoutItem* item = m_row->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const NodeId root = document.firstChildElement(policy::xml::documentNode);
    if (root == noNode) return;
    const struct {
        const char* element;
        QString title;
        ColorRole lane;
        int stretch;
    } sections[] = {{"inbound", tr("Inbound"), ColorRole::LaneInbound, 14},
                    {"backend", tr("Backend"), ColorRole::LaneBackend, 11},
                    {"outbound", tr("Outbound"), ColorRole::LaneOutbound, 10},
                    {"on-error", tr("On error"), ColorRole::LaneOnError, 10}};
    if (document.name(root) != "policies") {
        addLane(document, root, textOf(document.name(root)), ColorRole::LaneInbound, 1);
        return;
    }
    for (const auto& section : sections)
        for (NodeId id = document.firstChildElement(root); id != noNode; id = document.nextElement(id))
            if (document.name(id) == section.element) addLane(document, id, section.title, section.lane, section.stretch);
}

void PolicyLanes::addLane(const Document& document, NodeId section, const QString& title, ColorRole role, int stretch) {
    auto* lane = new Lane(role, m_ground);
    lane->setAccessibleName(tr("%1 section").arg(title));
    auto* column = plainLayout<QVBoxLayout>(lane);
    setMargins(column, 10, 12, 10, 12);
    setSpacing(column, 6);
    auto* head = plainLayout<QHBoxLayout>();
    setSpacing(head, 8);
    head->addWidget(new Label(title, TextRole::BodyStrong, role, lane));
    auto* count = new Label({}, TextRole::Body, ColorRole::Muted, lane);
    head->addWidget(count);
    head->addStretch();
    column->addLayout(head);
    int cards = 0;
    int top = 0;
    const std::function<void(NodeId, int)> visit = [&](NodeId parent, int depth) {
        for (NodeId id = document.firstChildElement(parent); id != noNode; id = document.nextElement(id)) {
            if (cards >= maxCards) return;
            const QString name = textOf(document.name(id));
            // Settings of a policy (value, header, dimension) are no policies of their own; those of control flow are.
            const std::string_view holder = document.name(parent);
            const bool flow = depth == 0 || holder == "choose" || holder == "when" || holder == "otherwise" || holder == "retry" ||
                              holder == "wait" || holder == "limit-concurrency";
            if (!flow) continue;
            auto* card = new PolicyCard(name, summaryOf(document, id), role, std::min(depth, maxDepth), lane);
            const auto line = static_cast<int>(document.range(document.node(id).range).begin.line);
            connect(card, &QAbstractButton::clicked, this, [this, line] { emit lineChosen(line); });
            column->addWidget(card);
            ++cards;
            if (depth == 0) ++top;
            visit(id, depth + 1);
        }
    };
    visit(section, 0);
    count->setText(tr("%n policies", nullptr, top));
    if (cards == 0) column->addWidget(new Label(tr("Nothing here."), TextRole::Hint, ColorRole::Muted, lane));
    column->addStretch();
    m_row->addWidget(lane, stretch);
}

}  // namespace mgc::ui
