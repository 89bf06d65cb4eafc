#pragma once
#include <QAbstractButton>
#include <QVector>
#include <QWidget>

class QButtonGroup;

namespace mgc::ui {

/// Choices side by side with shared edges, one is on. Left and Right move, each segment is a radio button to assistive technology.
class ChoiceBar : public QWidget {
    Q_OBJECT
public:
    explicit ChoiceBar(const QString& accessibleName, QWidget* parent = nullptr);

    /// `accessibleName` names the segment where its text alone would not do.
    void add(const QString& text, const QString& accessibleName = {});
    void setCurrent(int index);
    [[nodiscard]] int current() const;
    /// Muted text behind the label ("364"); empty takes it away.
    void setDetail(int index, const QString& detail);

signals:
    void chosen(int index);

private:
    void arrange();
    QButtonGroup* m_group;
};

}  // namespace mgc::ui
