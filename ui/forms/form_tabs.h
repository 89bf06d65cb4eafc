#pragma once
#include <QHash>
#include <QStringList>
#include <QTabBar>

namespace mgc::ui {

/// The tabs inside of a dock: text, a count where there is one, a 2 px accent line under the current one.
class FormTabs : public QTabBar {
    Q_OBJECT
public:
    FormTabs(const QString& accessibleName, QWidget* parent);

    void addOption(const QString& id, const QString& text);
    /// A number behind the text; nothing for 0.
    void setCount(const QString& id, int count);
    [[nodiscard]] QString current() const;
    void setCurrent(const QString& id);

signals:
    void chosen(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;
    [[nodiscard]] QSize tabSizeHint(int index) const override;
    [[nodiscard]] QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }

private:
    QStringList m_ids;
    QHash<QString, int> m_counts;
};

}  // namespace mgc::ui
