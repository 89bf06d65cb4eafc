#include "ui/pages/backends/breaker_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QLocale>
#include <QSpinBox>
#include <QVBoxLayout>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "ui/documents/workspace_edits.h"
#include "ui/pages/backends/breaker_now.h"
#include "ui/pages/backends/status_ranges.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {

constexpr const char* rules = "/properties/circuitBreaker/rules";
/// Reset follows the trip time without a half-open state (reference/policies/backends.md).
constexpr const char* offered[] = {"PT10S", "PT30S", "PT1M", "PT5M", "PT10M", "PT1H"};

/// What a new rule holds: the values of the docs' example, short enough to be watched.
constexpr const char* freshRule =
    R"([{"name":"breaker","failureCondition":{"count":3,"interval":"PT1M","statusCodeRanges":[{"min":429,"max":429},{"min":500,"max":599}]},"tripDuration":"PT10S","acceptRetryAfter":true}])";

QVBoxLayout* field(QWidget* parent, const QString& title, QWidget* control) {
    auto* column = plainLayout<QVBoxLayout>();
    setSpacing(column, 4);
    auto* label = new Label(title, TextRole::Tab, ColorRole::Text, parent);
    label->setBuddy(control);
    column->addWidget(label);
    column->addWidget(control);
    return column;
}

QComboBox* durations(QWidget* parent, const QString& name) {
    auto* box = new QComboBox(parent);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    for (const char* each : offered) box->addItem(QString::fromLatin1(each));
    box->setAccessibleName(name);
    box->lineEdit()->setAccessibleName(name);
    return box;
}

std::string quoted(const QString& text) { return nlohmann::json(text.toStdString()).dump(); }

}  // namespace

BreakerForm::BreakerForm(BackendItems& items, WorkspaceEdits& edits, const BackendCalls& calls, ManagementClient& client, QWidget* parent)
    : QWidget(parent), m_items(items), m_edits(edits) {
    auto* column = plainLayout<QVBoxLayout>(this);
    setMargins(column, 16, 16, 16, 16);
    setSpacing(column, 12);
    m_pool = new Label(tr("A pool has no breaker of its own: each member trips by its own rule, and calls go to the others meanwhile. "
                          "Choose a member to set its rule."),
                       TextRole::Body, ColorRole::Muted, this);
    m_pool->setWordWrap(true);
    m_pool->hide();
    column->addWidget(m_pool);
    m_on = new QCheckBox(tr("Trip this backend when it fails"), this);
    column->addWidget(m_on);
    m_fields = new QWidget(this);
    auto* form = plainLayout<QVBoxLayout>(m_fields);
    setSpacing(form, 12);
    m_count = new QSpinBox(m_fields);
    m_count->setRange(1, 10000);
    m_count->setAccessibleName(tr("Failures that open the breaker"));
    m_unit = new QComboBox(m_fields);
    m_unit->addItems({tr("failures"), tr("% of calls")});
    m_unit->setAccessibleName(tr("Count failures or their share"));
    m_interval = durations(m_fields, tr("Interval in which failures count, ISO 8601"));
    auto* first = plainLayout<QHBoxLayout>();
    setSpacing(first, 8);
    first->addLayout(field(m_fields, tr("Failures"), m_count), 1);
    first->addLayout(field(m_fields, tr("Counted as"), m_unit), 1);
    first->addLayout(field(m_fields, tr("Within"), m_interval), 1);
    form->addLayout(first);
    m_ranges = new StatusRanges(m_fields);
    form->addLayout(field(m_fields, tr("Counted answers"), m_ranges));
    m_reasons = new QLineEdit(m_fields);
    m_reasons->setPlaceholderText(tr("none"));
    m_reasons->setAccessibleName(tr("Counted error reasons, separated by commas"));
    form->addLayout(field(m_fields, tr("Counted error reasons"), m_reasons));
    m_trip = durations(m_fields, tr("Time the breaker stays open, ISO 8601"));
    form->addLayout(field(m_fields, tr("Stay open for"), m_trip));
    m_retryAfter = new QCheckBox(tr("Use Retry-After when the backend sends one"), m_fields);
    form->addWidget(m_retryAfter);
    m_problem = new Label({}, TextRole::Hint, ColorRole::Err, m_fields);
    m_problem->setWordWrap(true);
    m_problem->hide();
    form->addWidget(m_problem);
    column->addWidget(m_fields);
    m_line = new HairLine(Qt::Horizontal, this);
    column->addWidget(m_line);
    m_now = new BreakerNow(items, calls, client, this);
    connect(m_now, &BreakerNow::requestChosen, this, &BreakerForm::requestChosen);
    column->addWidget(m_now);
    column->addStretch(1);

    connect(m_on, &QCheckBox::toggled, this, &BreakerForm::switchRule);
    const auto writeCount = [this] {
        if (m_showing) return;
        const bool share = m_unit->currentIndex() == 1;
        // One of the two holds: the other would contradict it.
        write(share ? "failureCondition/count" : "failureCondition/percentage", std::nullopt, tr("Failures that trip %1").arg(m_name));
        write(share ? "failureCondition/percentage" : "failureCondition/count",
              std::to_string(share ? std::min(100, m_count->value()) : m_count->value()), tr("Failures that trip %1").arg(m_name));
    };
    connect(m_count, &QSpinBox::editingFinished, this, [this, writeCount] {
        const auto* now = rule();
        if (now && now->count.value_or(now->percentage.value_or(0)) != m_count->value()) writeCount();
    });
    connect(m_unit, &QComboBox::activated, this, writeCount);
    const auto writeDuration = [this](QComboBox* box, const std::string& member, const QString& what) {
        if (m_showing) return;
        const QString text = box->currentText().trimmed().toUpper();
        if (!parseIsoDuration(text.toStdString())) {
            setProblem(tr("'%1' is no ISO 8601 duration: write PT10S, PT1M or PT1H.").arg(text));
            return;
        }
        setProblem({});
        write(member, quoted(text), what);
    };
    for (auto [box, member, what] : {std::tuple{m_interval, "failureCondition/interval", tr("Interval of %1")},
                                     std::tuple{m_trip, "tripDuration", tr("Open time of %1")}}) {
        connect(box, &QComboBox::activated, this, [=, this] { writeDuration(box, member, what.arg(m_name)); });
        connect(box->lineEdit(), &QLineEdit::editingFinished, this, [=, this] {
            if (box->lineEdit()->isModified()) writeDuration(box, member, what.arg(m_name));
        });
    }
    connect(m_ranges, &StatusRanges::problemChanged, this, &BreakerForm::setProblem);
    connect(m_ranges, &StatusRanges::edited, this, [this] {
        write("failureCondition/statusCodeRanges", StatusRanges::jsonOf(m_ranges->ranges()), tr("Counted answers of %1").arg(m_name));
    });
    connect(m_reasons, &QLineEdit::editingFinished, this, [this] {
        if (m_showing || !m_reasons->isModified()) return;
        nlohmann::json list = nlohmann::json::array();
        for (const QString& each : m_reasons->text().split(QLatin1Char(','), Qt::SkipEmptyParts))
            list.push_back(each.trimmed().toStdString());
        write("failureCondition/errorReasons", list.empty() ? std::nullopt : std::optional(list.dump()),
              tr("Counted error reasons of %1").arg(m_name));
    });
    connect(m_retryAfter, &QCheckBox::toggled, this, [this](bool on) {
        if (!m_showing) write("acceptRetryAfter", on ? "true" : "false", tr("Retry-After of %1").arg(m_name));
    });
    connect(&items, &BackendItems::definitionsChanged, this, &BreakerForm::show);
}

void BreakerForm::setBackend(const QString& name) {
    m_name = name;
    setProblem({});
    show();
    m_now->setBackend(name);
}

const resources::CircuitBreakerRule* BreakerForm::rule() const {
    const BackendItem* item = m_items.find(m_name);
    return item && !item->definition->circuitBreaker.empty() ? &item->definition->circuitBreaker.front() : nullptr;
}

QString BreakerForm::written(const std::string& member) const {
    const BackendItem* item = m_items.find(m_name);
    const nlohmann::ordered_json::json_pointer pointer(std::string(rules) + "/0/" + member);
    if (!item || !item->definition->document || !item->definition->document->root().contains(pointer)) return QStringLiteral("PT1H");
    const auto& value = item->definition->document->root()[pointer];
    return value.is_string() ? QString::fromStdString(value.get<std::string>()) : QStringLiteral("PT1H");
}

void BreakerForm::show() {
    m_showing = true;
    const auto* now = rule();
    const BackendItem* item = m_items.find(m_name);
    const bool single = !item || !item->isPool;
    // A rule that stands in a pool's file all the same can be taken out.
    m_pool->setVisible(!single);
    m_on->setVisible(single || now);
    m_line->setVisible(single);
    m_now->setVisible(single);
    m_on->setChecked(now != nullptr);
    m_fields->setVisible(now != nullptr);
    if (now) {
        m_count->setValue(static_cast<int>(now->count.value_or(now->percentage.value_or(1))));
        m_unit->setCurrentIndex(now->percentage ? 1 : 0);
        m_interval->setCurrentText(written("failureCondition/interval"));
        m_trip->setCurrentText(written("tripDuration"));
        m_ranges->setRanges(now->statusRanges);
        QStringList reasons;
        for (const auto& each : now->errorReasons) reasons << QString::fromStdString(each);
        m_reasons->setText(reasons.join(QStringLiteral(", ")));
        m_retryAfter->setChecked(now->acceptRetryAfter);
    }
    m_showing = false;
}

void BreakerForm::switchRule(bool on) {
    if (m_showing) return;
    const BackendItem* item = m_items.find(m_name);
    if (!item) return;
    const auto done = on ? m_edits.setMember(item->file, rules, std::string(freshRule), tr("Breaker of %1 on").arg(m_name))
                         : m_edits.setMember(item->file, "/properties/circuitBreaker", std::nullopt, tr("Breaker of %1 off").arg(m_name));
    if (!done) show();
}

void BreakerForm::write(const std::string& member, const std::optional<std::string>& json, const QString& what) {
    const BackendItem* item = m_items.find(m_name);
    if (item && !m_edits.setMember(item->file, std::string(rules) + "/0/" + member, json, what)) show();
}

void BreakerForm::setProblem(const QString& problem) {
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

}  // namespace mgc::ui
